import { DAY, later } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { dateText } from './calendar.ts';
import { worldAt } from './testing.ts';
import type { World } from './world.ts';

const DAYS = 800;
const dayAt = (place: number) => later('2023-11-01T09:00:00.000000Z', place * DAY);

/** What a later scan compares by digests. */
function factsOf(world: World): string {
  return JSON.stringify([world.profile(), world.employments(), world.payAllocations()]);
}

test.each([
  ...['test_1', 'test_2', 'test_contractor', 'test_jobs'].map((login) => ['paythread', login]),
  ...[0, 1, 2, 3, 4, 5].map((n) => [n % 2 === 0 ? 'walmart' : 'stipendry', `gen_${n}`]),
])(
  'nothing is new or different at %s for %s before the day that its world names',
  (slug, login) => {
    let looked = { facts: '', turn: '' };
    let looks = 0;
    for (let place = 0; place < DAYS; place++) {
      const now = dayAt(place);
      const world = worldAt(slug, login, { now, since: '2022-01-01' });
      const facts = factsOf(world);
      if (now < looked.turn) {
        const { payouts, documents } = world.newsSince(dayAt(place - 1));
        const news = [...world.payouts(payouts), ...world.documents(documents)];
        if (facts !== looked.facts || news.length > 0) expect({ now, facts, news }).toEqual(looked);
        continue;
      }
      looks += 1;
      looked = { facts, turn: dateText(world.nextTurn() ?? 0) };
    }
    expect(looks).toBeGreaterThan(2);
    // A payday a week, and now and then something else.
    expect(looks).toBeLessThan(DAYS / 4);
  },
);

test('a world in which something happens at any time names no such day', () => {
  expect(worldAt('uber', 'gen_1').nextTurn()).toBeUndefined();
});
