import { accountIn, accountOn } from '../flow/flow.ts';
import { useFace } from '../ui/context.tsx';
import { Closed } from './closed.tsx';
import { ConnectionProblem } from './error.tsx';
import { Failed } from './failed.tsx';
import { FormScreen } from './form.tsx';
import { Intro } from './intro.tsx';
import { Login } from './login.tsx';
import { Accounts } from './manager.tsx';
import { Mfa } from './mfa.tsx';
import { PayProblem, PayProgress, PaySuccess } from './pay-end.tsx';
import { PayReviewScreen } from './pay-review.tsx';
import { Progress } from './progress.tsx';
import { Revoke } from './revoke.tsx';
import { Search } from './search.tsx';
import { Sent } from './sent.tsx';
import { Success } from './success.tsx';
import { Unlisted } from './unlisted.tsx';
import { Waiting } from './waiting.tsx';

/** The screen that the flow has come to. */
export function ScreenOf({ onAgain }: { onAgain: () => void }) {
  const { flow, texts } = useFace();
  const { screen } = flow;
  if (flow.leaving) return <Waiting text={texts.finishing} />;
  switch (screen.name) {
    case 'waiting':
      return <Waiting text={texts.renewing} />;
    case 'intro':
      return <Intro />;
    case 'search':
      return <Search term={screen.term} tab={screen.tab} />;
    case 'unlisted':
      return <Unlisted />;
    case 'login':
      return (
        <Login item={screen.item} account={screen.account} refused={screen.refused === true} />
      );
    case 'form': {
      const { form, template, suggestion } = screen;
      return <FormScreen form={form} template={template} suggestion={suggestion} />;
    }
    case 'sent':
      return <Sent />;
    case 'manager':
      return <Accounts />;
    case 'failed':
      return <Failed error={screen.error} onAgain={onAgain} />;
    case 'closed':
      return <Closed />;
    default:
      return <ScreenOfAccount />;
  }
}

function ScreenOfAccount() {
  const { flow } = useFace();
  const { screen } = flow;
  const known = accountIn(flow, accountOn(screen));
  if (!known) return null;
  switch (screen.name) {
    case 'mfa':
      return <Mfa known={known} />;
    case 'progress':
      return <Progress known={known} />;
    case 'success':
      return <Success known={known} />;
    case 'error':
      return <ConnectionProblem known={known} />;
    case 'revoke':
      return <Revoke known={known} />;
    case 'pay_review':
      return <PayReviewScreen known={known} />;
    case 'pay_progress':
      return <PayProgress known={known} />;
    case 'pay_success':
      return <PaySuccess known={known} />;
    case 'pay_error':
      return <PayProblem known={known} />;
    default:
      return null;
  }
}
