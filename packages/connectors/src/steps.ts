/**
 * Passes steps on until the signal is aborted; then throws the signal's reason instead of the next one.
 * A connector written as a generator stops at its next step without asking the signal itself.
 */
export async function* untilAborted<T>(
  steps: Iterable<T> | AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  signal.throwIfAborted();
  for await (const step of steps) {
    signal.throwIfAborted();
    yield step;
    signal.throwIfAborted();
  }
}
