import { Link } from '@tanstack/react-router';
import { type Call, curl } from '../app/curl.ts';
import { usePlatform } from '../app/platform.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Command } from '../ui/command.tsx';
import { useKeyId } from './usable-key.ts';

/** A call of the REST API to paste, with a real key of this environment; curl asks for its secret. */
export function ApiCommand(call: Omit<Call, 'key'>) {
  const { origin } = usePlatform();
  const { id: environment } = useEnvironment();
  const key = useKeyId();
  if (key === null) {
    return (
      <p>
        Calls need a key, and this environment has none.{' '}
        <Link to="/$environment/keys" params={{ environment }}>
          Go to API keys
        </Link>
      </p>
    );
  }
  return <Command text={curl(origin, { ...call, key: key ?? '…' })} />;
}
