import type { ApiKey } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { usePlatform } from '../app/platform.tsx';

/** For how long the keys that were asked for serve commands to paste, in milliseconds. */
const FRESH = 30_000;
const MOST = 50;

/** How a key stands at a moment of the wall clock. */
export function keyState(key: ApiKey, now: number): 'active' | 'ending' | 'ended' | 'revoked' {
  if (key.revoked_at !== null) return 'revoked';
  if (key.expires_at === null) return 'active';
  return Date.parse(key.expires_at) > now ? 'ending' : 'ended';
}

/**
 * The id of a key that works in this environment, for commands to paste: the newest that is not on its way
 * out. Null when there is none, undefined while it is asked for.
 */
export function useKeyId(): string | null | undefined {
  const { now } = usePlatform();
  const api = useApi();
  const keys = useQuery(api.keys.list.queryOptions({ limit: MOST }, { staleTime: FRESH }));
  if (!keys.data) return undefined;
  return keys.data.results.find((key) => keyState(key, now()) === 'active')?.id ?? null;
}
