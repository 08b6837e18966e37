import type { CreatedApiKey } from '@intarsia/domain';
import { Button } from '@mantine/core';
import { curl } from '../app/curl.ts';
import { usePlatform } from '../app/platform.tsx';
import { Command } from '../ui/command.tsx';

/** A new key with its secret, which is shown this once. */
export function NewSecret({ created, done }: { created: CreatedApiKey; done(): void }) {
  const { origin } = usePlatform();
  const pair = `${created.id}:${created.secret}`;
  return (
    <div className="form">
      <p>
        Store the secret now: it is shown this once, and only a hash of it is kept. A lost one is
        replaced by rotating the key.
      </p>
      <div>
        <h3>Key id</h3>
        <Command text={created.id} what="key id" />
      </div>
      <div>
        <h3>Secret</h3>
        <Command text={created.secret} what="secret" />
      </div>
      <div>
        <h3>Try it</h3>
        <Command text={curl(origin, { path: '/v1/users', key: pair })} />
      </div>
      <div className="form-end">
        <Button onClick={done}>I have stored it</Button>
      </div>
    </div>
  );
}
