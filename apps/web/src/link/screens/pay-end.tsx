import { useEffect } from 'react';
import { type PayStep, payNextSteps } from '../flow/next-steps.ts';
import type { LinkAccount } from '../shapes.ts';
import { Button } from '../ui/buttons.tsx';
import { causeAndAdvice } from '../ui/cause.ts';
import { useFace } from '../ui/context.tsx';
import { Fault } from '../ui/fault.tsx';
import { Screen } from '../ui/screen.tsx';
import { Stages } from '../ui/stages.tsx';
import { Weave } from '../ui/weave.tsx';
import { payStages } from './stages.ts';

/** A deposit switch under way. */
export function PayProgress({ known }: { known: LinkAccount }) {
  const { texts, announce } = useFace();
  const { pay, progress } = texts;
  const { status } = known.account.pay_distribution;
  const stages = payStages(status);
  const words: Readonly<Record<string, string>> = pay.now;
  const now = words[status] ?? pay.now.scanning;
  useEffect(() => announce(now), [announce, now]);
  return (
    <Screen
      mark={<Weave stages={stages.map(({ state }) => state)} />}
      title={pay.progressTitle}
      text={<p>{now}</p>}
    >
      <Stages
        stages={stages.map(({ stage, state }) => ({ word: pay.stages[stage], state }))}
        states={progress.states}
      />
    </Screen>
  );
}

/** The source has taken the switch. */
export function PaySuccess({ known }: { known: LinkAccount }) {
  const { texts, send } = useFace();
  const { pay } = texts;
  return (
    <Screen
      mark={<Weave stages={['done']} />}
      title={pay.successTitle}
      text={<p>{pay.successText(known.item.name)}</p>}
      actions={<Button onClick={() => send({ kind: 'closed' })}>{texts.done}</Button>}
    />
  );
}

/** Why the deposit was not switched, and the one thing to do. */
export function PayProblem({ known }: { known: LinkAccount }) {
  const { flow, texts, send } = useFace();
  const { pay } = texts;
  const { id, pay_distribution } = known.account;
  const code = pay_distribution.error_code ?? 'system_error';
  const { cause, advice } = causeAndAdvice(texts.payErrors[code]);
  const take: Readonly<Record<PayStep, () => void>> = {
    review: () => send({ kind: 'pay_wanted', account: id }),
    login: () => send({ kind: 'login_needed', account: id }),
    close: () => send({ kind: 'closed' }),
  };
  return (
    <Screen
      mark={<Fault />}
      title={cause}
      text={<p>{advice}</p>}
      actions={payNextSteps[code].map((step, at) => (
        <Button
          key={step}
          kind={at === 0 ? 'primary' : 'quiet'}
          busy={flow.busy}
          onClick={take[step]}
        >
          {pay.steps[step]}
        </Button>
      ))}
    >
      <p className="about">{pay.errorTitle}</p>
    </Screen>
  );
}
