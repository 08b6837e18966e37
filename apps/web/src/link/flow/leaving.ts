import type { Command, Flow, Message, Turn } from './flow.ts';
import { end, stay } from './tell.ts';

/** Answers of calls, and what calls wait for. What a person does counts no more. */
const answers: readonly Message['kind'][] = [
  'user_made',
  'taken',
  'listed',
  'went_on',
  'login_needed',
  'revoked',
  'form_begun',
  'form_sent',
  'pay_switched',
  'renewing',
  'renewed',
  'troubled',
  'failed',
];

/**
 * What follows once the person has left: the page around hears what the call under way has done, and no more
 * of screens. With its answer, or when none comes in time, Link ends.
 */
export function afterLeaving(
  flow: Flow,
  message: Message,
  follow: (flow: Flow, message: Message) => Turn,
): Turn {
  if (message.kind === 'closed' || message.kind === 'left') return end(flow);
  if (!answers.includes(message.kind)) return stay(flow);
  const { flow: next, commands } = follow(flow, message);
  const told = commands.filter(isDone);
  return next.busy ? { flow: next, commands: told } : end(next, told);
}

/** Tells of what was done, not of what is seen or can't be. */
function isDone(command: Command): boolean {
  if (command.do !== 'call_back') return false;
  const { name } = command.message;
  return name !== 'onUIEvent' && name !== 'onError';
}
