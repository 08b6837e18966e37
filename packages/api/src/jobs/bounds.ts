import { setMaxListeners } from 'node:events';

/** A signal that is aborted with `stop`, or when the time is over. To be forgotten once the work is done. */
export function boundsOf(
  stop: AbortSignal | undefined,
  { after_ms, because }: { after_ms: number; because: string },
): { signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  // Every job that is under way listens, and takes its listener away.
  setMaxListeners(0, controller.signal);
  const onStop = () => controller.abort(stop?.reason);
  const timer = setTimeout(() => controller.abort(new Error(because)), after_ms);
  if (stop?.aborted) onStop();
  stop?.addEventListener('abort', onStop);
  return {
    signal: controller.signal,
    forget() {
      clearTimeout(timer);
      stop?.removeEventListener('abort', onStop);
    },
  };
}
