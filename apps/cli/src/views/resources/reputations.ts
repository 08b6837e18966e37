import type { Reputation } from '@intarsia/domain';
import { percent, short } from '../figures.ts';
import { record } from '../record.ts';
import type { Column } from '../table.ts';
import { counted } from '../text.ts';
import { said } from '../words.ts';

export const reputationColumns: readonly Column<Reputation>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Rating', of: ({ rating }) => short(rating), align: 'right' },
  { title: 'Acceptance', of: ({ acceptance_rate }) => percent(acceptance_rate), align: 'right' },
  { title: 'On time', of: ({ ontime_rate }) => percent(ontime_rate), align: 'right' },
  {
    title: 'Achievements',
    of: ({ achievements }) => String(achievements.length),
    align: 'right',
    optional: true,
  },
  { title: 'Employer', of: ({ employer }) => said(employer), optional: true },
];

export const reputationView = record<Reputation>((reputation) => [
  ['Rating', reputation.rating === null ? '–' : `${short(reputation.rating)} of 5`],
  ['Acceptance', percent(reputation.acceptance_rate)],
  ['On time', percent(reputation.ontime_rate)],
  ['Achievements', reputation.achievements.map(achievementOf).join('\n') || '–'],
]);

/** `26 × Great service, 130 points`. */
function achievementOf({ count, label, points }: Reputation['achievements'][number]): string {
  const times = count === null ? '' : `${count} × `;
  return `${times}${said(label)}${points === null ? '' : `, ${counted(points, 'point')}`}`;
}
