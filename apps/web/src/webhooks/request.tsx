import type { DeliveryDetail } from '@intarsia/domain';
import { Command } from '../ui/command.tsx';
import { formatJson } from '../ui/json/check.ts';

/** What is sent with each try of a delivery. */
export function Request({ request: { method, url, body } }: Pick<DeliveryDetail, 'request'>) {
  return (
    <section className="request" aria-label="Request">
      <h3>Request</h3>
      <p className="request-line">
        <code>
          {method} {url}
        </code>
      </p>
      {body === null ? (
        <p className="muted">Its body went with the account or the person that it was about.</p>
      ) : (
        <details className="raw">
          <summary>Body</summary>
          <Command text={formatJson(JSON.parse(body))} copies={body} what="body" />
        </details>
      )}
    </section>
  );
}
