import type { ApiKey } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { usePlatform } from '../app/platform.tsx';

/** How a key stands at a moment of the wall clock. */
export function keyState(key: ApiKey, now: number): 'active' | 'ending' | 'ended' | 'revoked' {
  if (key.revoked_at !== null) return 'revoked';
  if (key.expires_at === null) return 'active';
  return Date.parse(key.expires_at) > now ? 'ending' : 'ended';
}

/**
 * The id of a key that works in this environment, for commands to paste: the newest that is not on its way
 * out. Undefined while it is asked for, and when there is none.
 */
export function useKeyId(): string | undefined {
  const { now } = usePlatform();
  const api = useApi();
  const keys = useQuery(api.keys.list.queryOptions({ limit: 50 }, { staleTime: 30_000 }));
  return keys.data?.results.find((key) => keyState(key, now()) === 'active')?.id;
}
