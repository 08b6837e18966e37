import { setMaxListeners } from 'node:events';

/**
 * A signal that is aborted with `stop`, or when the time is over, where there is a limit. To be forgotten
 * once the work is done.
 */
export function boundsOf(
  stop: AbortSignal | undefined,
  limit?: { after_ms: number; because: string },
): { signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  // Every job that is under way listens, and takes its listener away.
  setMaxListeners(0, controller.signal);
  const onStop = () => controller.abort(stop?.reason);
  const end = () => controller.abort(new Error(limit?.because));
  const timer = limit && setTimeout(end, limit.after_ms);
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
