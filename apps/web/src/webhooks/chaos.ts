import type { DeliveryTrouble, WebhookChaos } from '@intarsia/domain';
import type { NumberField } from '../ui/number-fields.tsx';
import { percentText, shareIn } from '../ui/number-texts.ts';

/** The chaos of a webhook as it stands in fields. */
export type ChaosTexts = Readonly<Record<keyof WebhookChaos, string>>;

/** What delays are where nobody says so, in seconds. */
const USUAL_DELAY = 60;

/** A webhook that nothing happens to. */
export const nothing: WebhookChaos = {
  duplicate: 0,
  reorder: 0,
  delay: 0,
  delay_seconds: USUAL_DELAY,
  drop_first_attempt: 0,
  wrong_signature: 0,
  next: null,
};

/** Each setting with its words, in the order of the form. */
export const chaosFields: readonly NumberField<keyof WebhookChaos>[] = [
  { name: 'duplicate', label: 'Duplicate', unit: '%', about: 'Sent twice, with one id.' },
  {
    name: 'reorder',
    label: 'Reorder',
    unit: '%',
    about: 'Sent after all that waits for the same account.',
  },
  { name: 'delay', label: 'Delay', unit: '%', about: 'Held back for so long as “Delay by” says.' },
  {
    name: 'delay_seconds',
    label: 'Delay by',
    unit: 'seconds',
    about: 'By the clock of the sandbox.',
    empty: String(USUAL_DELAY),
  },
  {
    name: 'drop_first_attempt',
    label: 'Drop first try',
    unit: '%',
    about: 'Lost on the way; comes at the second try.',
  },
  {
    name: 'wrong_signature',
    label: 'Wrong signature',
    unit: '%',
    about: 'Signed with another secret at the first try.',
  },
  {
    name: 'next',
    label: 'For the next',
    unit: 'deliveries',
    about: 'Counts down. Empty is all of them.',
    empty: 'All',
  },
];

/** Whether anything happens to deliveries. */
export function isOn({ delay_seconds: _, next, ...shares }: WebhookChaos): boolean {
  return next !== 0 && Object.values(shares).some((share) => share > 0);
}

/** The chaos as the fields show it: shares in percent, and what is usual empty. */
export function textsOf({ delay_seconds, next, ...shares }: WebhookChaos): ChaosTexts {
  return {
    ...mapped(shares, (share) => (share === 0 ? '' : percentText(share))),
    delay_seconds: delay_seconds === USUAL_DELAY ? '' : String(delay_seconds),
    next: next === null ? '' : String(next),
  };
}

/** What the fields say, all of which are numbers or empty. */
export function chaosFrom({ delay_seconds, next, ...shares }: ChaosTexts): WebhookChaos {
  return {
    ...mapped(shares, (text) => (text.trim() === '' ? 0 : shareIn(text))),
    delay_seconds: delay_seconds.trim() === '' ? USUAL_DELAY : Number(delay_seconds),
    next: next.trim() === '' ? null : Number(next),
  };
}

function mapped<From, To>(
  shares: Readonly<Record<DeliveryTrouble, From>>,
  to: (share: From) => To,
): Record<DeliveryTrouble, To> {
  return {
    duplicate: to(shares.duplicate),
    reorder: to(shares.reorder),
    delay: to(shares.delay),
    drop_first_attempt: to(shares.drop_first_attempt),
    wrong_signature: to(shares.wrong_signature),
  };
}
