import { type Account, type ConnectionErrorCode, connectionErrors } from '@intarsia/domain';
import { useEffect, useState } from 'react';
import { useEnvironment } from '../shell/environment.tsx';
import { Moment } from '../ui/moment.tsx';
import { Section } from '../ui/page.tsx';
import { State } from '../ui/states.tsx';
import { AnswerCode } from './answer-code.tsx';
import { Cause, CauseFact } from './cause.tsx';
import { ConnectionState } from './connection-state.tsx';
import { progressOf, stagesOf } from './progress.ts';
import { ScanButton, ScanOutcome, useScanNow } from './scan-now.tsx';
import { Stages } from './stages.tsx';
import { useItem } from './use-item.ts';

/** How long a login may take before it is likely that it waits for a code, in milliseconds. */
const BEFORE_CODE = 1500;

/** How the connection stands and how far the first scan has come; for one in error why, and what to do. */
export function Connection({ account }: { account: Account }) {
  const { status, error_code, error_message, updated_at } = account.connection;
  const scanning = useScanNow(account);
  const item = useItem(account);
  if (item?.type === 'documents') return <FormConnection account={account} />;
  return (
    <Section title="Connection" action={<ScanButton account={account} scanning={scanning} />}>
      <div className="panel connection" data-status={status}>
        <div className="connection-head">
          <span role="status">
            <ConnectionState status={status} />
          </span>
          <span className="muted small">
            since <Moment at={updated_at} />
          </span>
        </div>
        <Stages stages={stagesOf(account)} />
        <ProgressLine account={account} />
        <ScanOutcome account={account} scanning={scanning} />
        {error_code ? <ConnectionCause code={error_code} message={error_message} /> : null}
        {status === 'connecting' ? <CodeWanted account={account} /> : null}
      </div>
    </Section>
  );
}

/** What is going on. The stage is announced when it changes, the figures are only shown as they grow. */
function ProgressLine({ account }: { account: Account }) {
  const progress = progressOf(account);
  return (
    <p className="progress-line">
      <span role="status">{progress?.stage}</span>
      {progress?.figures ? <span className="muted tabular">{progress.figures}</span> : null}
    </p>
  );
}

function ConnectionCause({ code, message }: { code: ConnectionErrorCode; message: string | null }) {
  const { cause, advice, outage } = connectionErrors[code];
  return (
    <Cause code={code} message={message}>
      <CauseFact name="Cause">{cause}</CauseFact>
      <CauseFact name="What to do">{advice.reader}</CauseFact>
      <CauseFact name="What the person reads">{advice.person}</CauseFact>
      {outage ? (
        <CauseFact name="Recovery">By itself, as soon as the source is back.</CauseFact>
      ) : null}
    </Cause>
  );
}

/** Where the link item asks for a code and none was given, the sandbox lets it be answered here. */
function CodeWanted({ account }: { account: Account }) {
  const { kind } = useEnvironment();
  const item = useItem(account);
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    // A login that was given its code connects before this is over.
    const timer = setTimeout(() => setWaits(true), BEFORE_CODE);
    return () => clearTimeout(timer);
  }, []);
  const wanted = waits && kind === 'sandbox' && item?.has_two_fa;
  return wanted ? <AnswerCode account={account.id} /> : null;
}

/** An account that takes documents instead of a login: there is nothing that could connect. */
function FormConnection({ account: { connection } }: { account: Account }) {
  return (
    <Section title="Connection">
      <div className="panel connection">
        <div className="connection-head">
          <State tone="idle" word="Takes forms" />
          <span className="muted small">
            since <Moment at={connection.updated_at} />
          </span>
        </div>
        <p>
          People send in documents here instead of a login. The API calls such an account{' '}
          <code>connecting</code> for as long as it is there.
        </p>
      </div>
    </Section>
  );
}
