import { type Call, curl } from '../app/curl.ts';
import { usePlatform } from '../app/platform.tsx';
import { Command } from '../ui/command.tsx';
import { useKeyId } from './usable-key.ts';

/** A call of the REST API to paste, with a real key of this environment; curl asks for its secret. */
export function ApiCommand(call: Omit<Call, 'key'>) {
  return <Command text={useCurl(call)} />;
}

/** The text of such a call. */
export function useCurl(call: Omit<Call, 'key'>): string {
  const { origin } = usePlatform();
  return curl(origin, { ...call, key: useKeyId() ?? 'API_KEY_ID' });
}
