import type { ScannedRecord } from '@intarsia/domain';
import { DAY_SECONDS, midnightText } from '../calendar.ts';
import { digits } from '../people/person.ts';
import { stream } from '../streams.ts';
import type { Ledger } from './ledger.ts';
import { gigTrades } from './styles.ts';

/** The person's work for a platform: one contract, paid by the week. None before it began. */
export function gigEmployments({ beat, frame, employer }: Ledger): ScannedRecord<'employments'>[] {
  const { hired, stopped, style } = beat.driver;
  const today = Math.floor(frame.now / DAY_SECONDS);
  if (hired > today) return [];
  const platform_user_id = `${frame.key.item.id}-${digits(10, stream(beat.root, 'platform user'))}`;
  return [
    {
      kind: 'employments',
      source_id: 'employment/1',
      employer: employer.slug,
      data: {
        metadata: {},
        status: stopped !== null && stopped < today ? 'inactive' : 'active',
        type: 'contractor',
        job_title: gigTrades[style].job_title,
        hire_datetime: midnightText(hired),
        termination_datetime: null,
        termination_reason: null,
        base_pay: { amount: null, period: null, currency: 'USD' },
        pay_cycle: 'weekly',
        platform_ids: { employee_id: null, position_id: null, platform_user_id },
        platform_user_id,
      },
    },
  ];
}

/** What customers think: it moves a little from month to month, and badges only get more. */
export function reputationsOf({ beat, frame, employer }: Ledger): ScannedRecord<'reputations'>[] {
  const { hired, stopped } = beat.driver;
  const today = Math.floor(frame.now / DAY_SECONDS);
  if (hired > today) return [];
  const months = Math.floor((Math.min(today, stopped ?? today) - hired) / 30);
  const chance = stream(beat.root, 'reputation');
  const drift = stream(beat.root, 'reputation of', months);
  return [
    {
      kind: 'reputations',
      source_id: 'reputation/1',
      employer: employer.slug,
      data: {
        metadata: {},
        rating: hundredths(chance.near(466, 494) + drift.int(-3, 3)),
        acceptance_rate: hundredths(chance.near(62, 96) + drift.int(-4, 4)),
        ontime_rate: hundredths(chance.near(88, 98) + drift.int(-2, 2)),
        achievements: badges.map(({ label, description, months: each, points }) => ({
          count: Math.floor(months / each),
          label,
          badge_url: null,
          description,
          points: Math.floor(months / each) * points,
        })),
      },
    },
  ];
}

const badges = [
  { label: 'Great service', description: 'Praised by a customer', months: 1, points: 5 },
  { label: 'Above and beyond', description: 'Helped more than was asked', months: 4, points: 20 },
  { label: 'Year on the road', description: 'A year without a complaint', months: 12, points: 50 },
] as const;

function hundredths(value: number): string {
  return `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
}
