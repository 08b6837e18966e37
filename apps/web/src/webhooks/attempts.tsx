import type { DeliveryDetail } from '@intarsia/domain';
import { Moment } from '../ui/moment.tsx';
import { count, counted } from '../ui/numbers.ts';
import { Glyph } from '../ui/states.tsx';
import { reasonOf } from './states.ts';

type Attempt = DeliveryDetail['attempts'][number];

/** The tries of a delivery along one thread, the latest on top. */
export function Attempts(props: { attempts: readonly Attempt[]; isBehind: boolean }) {
  const { attempts, isBehind } = props;
  if (attempts.length === 0) {
    return (
      <p className="muted">
        {isBehind
          ? 'It was not tried yet: it waits behind an earlier one of its account.'
          : 'It was not tried yet.'}
      </p>
    );
  }
  return (
    <section className="attempts" aria-label="Tries">
      <h3>{counted(attempts.length, 'try', 'tries')}</h3>
      <ol reversed className="thread">
        {attempts.toReversed().map((attempt) => (
          <AttemptItem key={attempt.number} attempt={attempt} />
        ))}
      </ol>
    </section>
  );
}

function AttemptItem({ attempt }: { attempt: Attempt }) {
  const { number, at, status, latency_ms, error, response, chaos } = attempt;
  const hasHeaders = Object.keys(attempt.request_headers).length > 0;
  return (
    <li>
      <Glyph tone={error === null ? 'good' : 'bad'} />
      <div className="attempt">
        <p className="attempt-head">
          <span className="attempt-name">Try {number}</span>
          {status === null ? null : <code>{status}</code>}
          <span className="muted tabular">{count(latency_ms)} ms</span>
          <Moment at={at} />
        </p>
        {error === null ? null : <p>{reasonOf(attempt)}</p>}
        {chaos === null ? null : (
          <p className="muted">
            Chaos of the sandbox: <code>{chaos}</code>
          </p>
        )}
        {hasHeaders && !attempt.body_confirmed ? (
          <p className="muted">
            It had another body, or was signed with a secret that is no longer known: the webhook
            was changed since.
          </p>
        ) : null}
        {response ? (
          <details className="raw">
            <summary>What it answered</summary>
            <pre className="excerpt">{response}</pre>
          </details>
        ) : null}
        {hasHeaders ? (
          <details className="raw">
            <summary>Request headers</summary>
            <Headers headers={attempt.request_headers} />
          </details>
        ) : null}
      </div>
    </li>
  );
}

/** Signatures stand below the others: they are what somebody who verifies looks for. */
function Headers({ headers }: { headers: Attempt['request_headers'] }) {
  const all = Object.entries(headers);
  const isSignature = ([name]: [string, string]) => /^webhook-|-signature$/.test(name);
  return (
    <>
      <HeaderList headers={all.filter((header) => !isSignature(header))} />
      <p className="muted small">Signatures</p>
      <HeaderList headers={all.filter(isSignature)} />
    </>
  );
}

function HeaderList({ headers }: { headers: readonly [name: string, value: string][] }) {
  return (
    <dl className="headers">
      {headers.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
