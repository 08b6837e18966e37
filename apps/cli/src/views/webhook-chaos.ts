import type { WebhookChaos } from '@intarsia/client';
import { type Detail, details } from './details.ts';
import { percent } from './figures.ts';
import { counted, duration } from './text.ts';

/** What happens to deliveries, in the order in which the commands name it. */
export const chaosView = details<WebhookChaos>((chaos, paint) => {
  const { duplicate, reorder, delay, delay_seconds, drop_first_attempt, wrong_signature } = chaos;
  const lines: readonly (readonly [label: string, share: number, does: string])[] = [
    ['Duplicate', duplicate, 'come twice'],
    ['Reorder', reorder, 'come after all that waits for the same account'],
    ['Delay', delay, `are held back for ${duration(delay_seconds)}`],
    ['Drop', drop_first_attempt, 'are lost at their first try'],
    ['Signature', wrong_signature, 'are signed with another secret at their first try'],
  ];
  const troubles = lines.map(
    ([label, share, does]): Detail => [
      label,
      share === 0 ? paint.dim('off') : `${percent(String(share))} of deliveries ${does}`,
    ],
  );
  return [...troubles, ['For', forText(chaos)]];
});

function forText({ next }: WebhookChaos): string {
  if (next === null) return 'all deliveries';
  return next === 0
    ? 'no delivery any more'
    : `the next ${counted(next, 'delivery', 'deliveries')}`;
}
