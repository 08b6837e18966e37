import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { isUnreachable } from '../ui/explain.ts';

/** Says so while the server does not answer; what was loaded before stays on the page. */
export function ServerStatus() {
  const cache = useQueryClient().getQueryCache();
  const silent = useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () =>
      cache
        .findAll({ type: 'active' })
        .some(({ state }) => isUnreachable(state.fetchFailureReason ?? state.error)),
  );
  return (
    <div role="status">
      {silent ? (
        <p className="server-status">
          <CloudOff size={16} strokeWidth={1.5} aria-hidden="true" />
          The server does not answer. What you see may be old; it is asked again and again.
        </p>
      ) : null}
    </div>
  );
}
