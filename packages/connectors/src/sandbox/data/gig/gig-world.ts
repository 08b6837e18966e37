import type { ScannedRecord } from '@intarsia/domain';
import { dateText, secondsIn, secondText } from '../calendar.ts';
import { employerOf } from '../employers.ts';
import type { Frame } from '../key.ts';
import { allocationRecords, payAccountsOf } from '../money/accounts.ts';
import { documentOf } from '../papers/documents.ts';
import { profileOf } from '../profile.ts';
import { newsFrom, type Range, reachOf } from '../range.ts';
import type { World } from '../world.ts';
import { activityOf } from './activity.ts';
import { driverOf } from './driver.ts';
import { gigEmployments, reputationsOf } from './facts.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { gigPapers } from './papers.ts';
import { payoutOf } from './payout.ts';
import { ridesOf, vehicleOf } from './vehicles.ts';

/** The world of a driver, courier or tasker; undefined for a login without one. */
export function gigWorld(frame: Frame): World | undefined {
  const { key, person, root } = frame;
  const { item, seed, login } = key;
  const driver = driverOf(root, login, { item, person });
  if (!driver) return undefined;
  const employer = employerOf(item.id, item.name);
  const ledger = openLedger(frame, { root, driver, city: person.city }, employer);
  const accounts = payAccountsOf(seed, login, item);
  return {
    since: dateText(frame.since),
    employers: [employer],
    profile: () => profileOf(frame, gigEmployments(ledger)),
    employments: () => gigEmployments(ledger),
    vehicles: () => ridesOf(ledger).map((ride) => vehicleOf(ride, employer.slug)),
    reputations: () => reputationsOf(ledger),
    payAllocations: () =>
      allocationRecords(frame.switches.at(-1) ?? accounts, { item, employer: employer.slug }),
    documents: (range = {}) => documentsIn(ledger, range),
    *payouts(range = {}) {
      for (const settlement of ledger.settlements(reachOf(range))) {
        yield payoutOf(settlement, ledger, accounts);
      }
    },
    *activities(range = {}) {
      for (const work of ledger.works(reachOf(range))) {
        yield activityOf(work, { item, city: person.city });
      }
    },
    newsSince(earlier) {
      const from = newsFrom(earlier, frame.forced);
      const activities = { from: secondText(ledger.oldestNew(secondsIn(earlier))) };
      // Papers of a vehicle change with it, however old they are.
      const isReissued = frame.changes.some(
        ({ at, new_plate, drop_vehicle }) =>
          at > earlier && (new_plate !== undefined || drop_vehicle === true),
      );
      return {
        documents: isReissued ? undefined : { from },
        payouts: { from },
        activities,
      };
    },
    nextTurn: () => undefined,
  };
}

function documentsIn(ledger: Ledger, range: Range): ScannedRecord<'documents'>[] {
  return gigPapers(ledger, reachOf(range))
    .sort((a, b) => b.available - a.available || (a.source_id < b.source_id ? -1 : 1))
    .map(documentOf);
}
