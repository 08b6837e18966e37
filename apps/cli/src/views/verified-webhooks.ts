import type { VerifiedWebhook, WebhookScheme, WebhookVerdict } from '@intarsia/client';
import { details } from './details.ts';
import { moment, plain } from './text.ts';

const names: Readonly<Record<WebhookScheme, string>> = {
  standard_webhooks: 'Standard Webhooks (webhook-signature)',
  hmac_sha512: 'HMAC-SHA512 (X-Argyle-Signature)',
};

const verdicts: Readonly<Record<WebhookVerdict, string>> = {
  matches: '◆ matches',
  missing: '– its headers are not there',
  malformed: '▲ its headers are not whole',
  mismatch: '▲ is not that of this body under this secret',
  too_old: '▲ matches, and was sent too long ago',
  too_new: '▲ matches, and says that it was sent in the future',
};

/** What each scheme says, a line for each. */
export function verdictLines(said: Partial<Record<WebhookScheme, WebhookVerdict>>): string[] {
  const schemes = ['standard_webhooks', 'hmac_sha512'] as const;
  return schemes.flatMap((scheme) => {
    const verdict = said[scheme];
    return verdict === undefined ? [] : [`${names[scheme]}: ${verdicts[verdict]}`];
  });
}

export const verifiedView = details<VerifiedWebhook>(({ id, sent_at, event, verdicts: said }) => [
  ['Signatures', verdictLines(said).join('\n')],
  ['Event', plain(event.event)],
  ['Subscription', plain(event.name)],
  ['Id', id === null ? '–' : plain(id)],
  ['Sent', sent_at === null ? '–' : `${moment(sent_at.toISOString())} UTC`],
]);
