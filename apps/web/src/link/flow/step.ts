import { accountSteps } from './account-steps.ts';
import type { Flow, Message, Steps, Turn } from './flow.ts';
import { formSteps } from './form-steps.ts';
import { frameSteps } from './frame-steps.ts';
import { afterLeaving } from './leaving.ts';
import { loginSteps } from './login-steps.ts';
import { paySteps } from './pay-steps.ts';
import { searchSteps } from './search-steps.ts';

const steps: Steps = {
  ...frameSteps,
  ...searchSteps,
  ...loginSteps,
  ...accountSteps,
  ...formSteps,
  ...paySteps,
};

/**
 * What follows from what happened: the next screen, and what has to be done, callbacks in their documented
 * order. Pure: everything is in the flow and in the message.
 */
export function step(flow: Flow, message: Message): Turn {
  if (flow.screen.name === 'closed') return { flow, commands: [] };
  return flow.leaving ? afterLeaving(flow, message, follow) : follow(flow, message);
}

function follow(flow: Flow, message: Message): Turn {
  // Safe: `Steps` gives every kind a function that takes messages of this kind.
  const next = steps[message.kind] as (flow: Flow, message: Message) => Turn;
  return next(flow, message);
}
