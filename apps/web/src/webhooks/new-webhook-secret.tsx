import type { Webhook } from '@intarsia/domain';
import { Button } from '@mantine/core';
import { Command } from '../ui/command.tsx';

/** What signs the deliveries of a webhook from now on; shown this once. */
export function NewWebhookSecret({ webhook, done }: { webhook: Webhook; done(): void }) {
  const { secret, signing_secret } = webhook;
  return (
    <div className="form">
      <p>Store it now: it is shown this once. A lost one is replaced by rotating it.</p>
      {signing_secret === null ? null : (
        <div>
          <h3>Signing secret</h3>
          <p className="muted small">
            For <code>webhook-signature</code>: what a Standard Webhooks library, or{' '}
            <code>verifyWebhook()</code>, is given.
          </p>
          <Command text={signing_secret} what="signing secret" />
        </div>
      )}
      {secret === null ? null : (
        <div>
          <h3>Secret</h3>
          <p className="muted small">
            For <code>X-Argyle-Signature</code>: the key of its HMAC-SHA512.
          </p>
          <Command text={secret} what="secret" />
        </div>
      )}
      <div className="form-end">
        <Button onClick={done}>I have stored it</Button>
      </div>
    </div>
  );
}
