import { type NextStep, nextSteps } from '../flow/next-steps.ts';
import type { LinkAccount } from '../shapes.ts';
import { Button } from '../ui/buttons.tsx';
import { causeAndAdvice } from '../ui/cause.ts';
import { useFace } from '../ui/context.tsx';
import { Fault } from '../ui/fault.tsx';
import { ItemLogo } from '../ui/item-logo.tsx';
import { Screen } from '../ui/screen.tsx';

/** Why an account could not be connected, in the person's words, and the one thing to do. */
export function ConnectionProblem({ known }: { known: LinkAccount }) {
  const { flow, texts, send } = useFace();
  const { account, item } = known;
  const code = account.connection.error_code ?? 'system_error';
  const { cause, advice } = causeAndAdvice(texts.connectionErrors[code]);
  const steps = nextSteps[code].filter(isOpen);
  return (
    <Screen
      mark={<Fault />}
      title={cause}
      text={<p>{advice}</p>}
      actions={steps.map((step, at) => (
        <Button
          key={step}
          kind={at === 0 ? 'primary' : 'quiet'}
          busy={flow.busy}
          onClick={() => take(step)}
        >
          {wordOf(step)}
        </Button>
      ))}
    >
      <p className="about">
        <ItemLogo item={item} size={24} />
        <span>{texts.error.title(item.name)}</span>
      </p>
    </Screen>
  );

  /** What worked before is connected again; what never did is tried again. */
  function wordOf(step: NextStep): string {
    const isAgain = step === 'reconnect' && account.was_connected;
    return isAgain ? texts.manager.reconnect : texts.error.steps[step];
  }

  /** Papers can only be sent for an account that never worked; what is kept is tried again where it is kept. */
  function isOpen(step: NextStep): boolean {
    if (step === 'documents') return !account.was_connected;
    if (step === 'login') return !item.is_disabled;
    return true;
  }

  function take(step: NextStep): void {
    const { id } = account;
    if (step === 'login') send({ kind: 'login_needed', account: id });
    else if (step === 'reconnect') send({ kind: 'reconnected', account: id });
    else if (step === 'documents') send({ kind: 'form_wanted', of: { account: id } });
    else if (step === 'search') send({ kind: 'added' });
    else send({ kind: 'closed' });
  }
}
