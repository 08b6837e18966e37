import {
  type Account,
  type PayDistributionErrorCode,
  payDistributionErrors,
} from '@intarsia/domain';
import { Moment } from '../ui/moment.tsx';
import { Section } from '../ui/page.tsx';
import { State } from '../ui/states.tsx';
import { Cause, CauseFact } from './cause.tsx';
import { ConfirmSwitch } from './confirm-switch.tsx';
import type { Stage } from './progress.ts';
import { Stages } from './stages.tsx';
import { paySteps } from './states.ts';

/** The newest deposit switch of the account. */
export function PayDistributionPart({ account }: { account: Account }) {
  const { status, error_code, error_message, updated_at } = account.pay_distribution;
  return (
    <Section title="Pay distribution">
      {status === 'idle' ? (
        <State tone="idle" word="Idle: no switch has been asked for" />
      ) : (
        <div className="panel connection" data-status={status}>
          <div className="connection-head">
            <State {...stateOf(status)} />
            <span className="muted small">
              since <Moment at={updated_at} />
            </span>
          </div>
          {status === 'error' ? null : <Stages stages={stagesOf(status)} />}
          {status === 'awaiting_confirmation' ? <ConfirmSwitch account={account} /> : null}
          {error_code ? <PayCause code={error_code} message={error_message} /> : null}
        </div>
      )}
    </Section>
  );
}

type Status = Account['pay_distribution']['status'];

function stateOf(status: Status) {
  if (status === 'error') return { tone: 'bad', word: 'Error' } as const;
  const step = paySteps.find((each) => each.status === status);
  return { tone: status === 'success' ? 'good' : 'busy', word: step?.word ?? status } as const;
}

function stagesOf(status: Status): Stage[] {
  const current = paySteps.findIndex((step) => step.status === status);
  return paySteps.map(({ word }, index) => {
    if (index < current || status === 'success') return { word, state: 'done' };
    return { word, state: index === current ? 'now' : 'ahead' };
  });
}

function PayCause({ code, message }: { code: PayDistributionErrorCode; message: string | null }) {
  const { cause, advice } = payDistributionErrors[code];
  return (
    <Cause code={code} message={message}>
      <CauseFact name="Cause">{cause}</CauseFact>
      <CauseFact name="What to do">{advice.reader}</CauseFact>
    </Cause>
  );
}
