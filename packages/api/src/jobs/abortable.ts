/**
 * Passes values on until the signal is aborted; then throws its reason, even while the source hangs.
 * The source is told to stop in every case, but not waited for.
 */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  { signal, onLateError }: { signal: AbortSignal; onLateError: (error: unknown) => void },
): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const abort = rejectionOn(signal);
  try {
    for (;;) {
      const next = await Promise.race([abort.promise, iterator.next()]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    abort.forget();
    Promise.resolve(iterator.return?.()).catch(onLateError);
  }
}

/** A promise that never resolves and is rejected with the signal's reason. */
function rejectionOn(signal: AbortSignal): { promise: Promise<never>; forget(): void } {
  const { promise, reject } = promiseOf();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  return { promise, forget: () => signal.removeEventListener('abort', onAbort) };
}

function promiseOf(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  // Whoever races for it sees the rejection; when nobody does any more, it is no failure.
  promise.catch(() => undefined);
  return { promise, reject };
}
