import { amountOf } from '@intarsia/domain';
import { DAY_SECONDS, type Day, dateText, yearOf } from '../calendar.ts';
import { bankingDayFrom } from '../holidays.ts';
import {
  employerParty,
  finishedYears,
  formDay,
  isWithin,
  type Paper,
  partyOf,
} from '../papers/documents.ts';
import { digits } from '../people/person.ts';
import type { Reach } from '../range.ts';
import { stream } from '../streams.ts';
import { type Ledger, paidIn } from './ledger.ts';
import { plateOn, type Ride, ridesOf } from './vehicles.ts';

const insurers = ['Fairhaven Mutual', 'Brightlane Insurance', 'Old Mill Casualty'] as const;

/** The papers that a platform has of a person and that became available within reach, in no order. */
export function gigPapers(ledger: Ledger, reach: Reach): Paper[] {
  const rides = ridesOf(ledger).filter(({ vin }) => vin !== null);
  return [
    ...licences(ledger, reach),
    ...rides.flatMap((ride) => [
      ...policies(ledger, ride, reach),
      ...registrations(ledger, ride, reach),
    ]),
    ...forms(ledger, reach),
  ];
}

/** A term of a paper: it is available on its first day. */
interface Term {
  readonly number: number;
  readonly from: Day;
  readonly to: Day;
}

/** The terms that have begun by now and within reach, and were still good when the history began. */
function termsOf(
  { frame, since }: Ledger,
  { from, until, length }: { readonly from: Day; readonly until: Day; readonly length: number },
  reach: Reach,
): Term[] {
  const terms: Term[] = [];
  const last = Math.min(until - 1, Math.floor(frame.now / DAY_SECONDS));
  for (let day = from, number = 1; day <= last; day += length, number++) {
    if (day + length >= since && isWithin(reach, day))
      terms.push({ number, from: day, to: day + length });
  }
  return terms;
}

/** A licence is shown when work begins, and again whenever a new one was issued. */
function licences(ledger: Ledger, reach: Reach): Paper[] {
  const { beat, frame, employer } = ledger;
  const { person } = frame;
  const { hired } = beat.driver;
  const length = 4 * 365 + 1;
  const held = { from: hired, until: Number.POSITIVE_INFINITY, length };
  const age = stream(beat.root, 'licence').int(60, 1200);
  return termsOf(ledger, held, reach).map((term): Paper => {
    // The first one was issued some time before work began; the later ones in the rhythm that it set.
    const issued = term.number === 1 ? term.from - age : term.from;
    return {
      source_id: `licence/${term.number}`,
      employer: employer.slug,
      type: 'drivers_license',
      number: person.licence,
      description: `Driver's license of ${person.city.state}`,
      available: term.from,
      expires: term.to,
      content: {
        form: 'drivers_license',
        state: person.city.state,
        number: person.licence,
        holder: partyOf(person, null),
        birth_date: person.birth_date,
        issued: dateText(issued),
        expires: dateText(term.to),
      },
    };
  });
}

/** A car is insured for half a year at a time. */
function policies(ledger: Ledger, ride: Ride, reach: Reach): Paper[] {
  const { beat, frame, employer } = ledger;
  const chance = stream(beat.root, 'insurance', ride.index);
  const insurer = chance.pick(insurers);
  const number = `${chance.int(10, 99)}-${digits(7, chance)}`;
  return termsOf(ledger, { ...ride, length: 182 }, reach).map((term) => ({
    source_id: `insurance/${ride.index}/${term.number}`,
    employer: employer.slug,
    type: 'vehicle_insurance',
    number,
    description: `${insurer} policy`,
    available: term.from,
    expires: term.to,
    content: {
      form: 'vehicle_insurance',
      insurer,
      policy_number: number,
      insured: partyOf(frame.person, null),
      vehicle: `${ride.year} ${ride.make} ${ride.model}`,
      vin: ride.vin ?? '',
      from: dateText(term.from),
      to: dateText(term.to),
    },
  }));
}

/** And registered for two years. A card that is still good when the plate changes bears the new one. */
function registrations(ledger: Ledger, ride: Ride, reach: Reach): Paper[] {
  const { person } = ledger.frame;
  return termsOf(ledger, { ...ride, length: 730 }, reach).map((term) => ({
    source_id: `registration/${ride.index}/${term.number}`,
    employer: ledger.employer.slug,
    type: 'vehicle_registration',
    number: plateOn(ride, term.to - 1),
    description: `Vehicle registration of ${person.city.state}`,
    available: term.from,
    expires: term.to,
    content: {
      form: 'vehicle_registration',
      state: person.city.state,
      plate: plateOn(ride, term.to - 1),
      owner: partyOf(person, null),
      vehicle: `${ride.year} ${ride.make} ${ride.model}`,
      vin: ride.vin ?? '',
      expires: dateText(term.to),
    },
  }));
}

/** A form for each finished year of which the history has every payment. */
function forms(ledger: Ledger, reach: Reach): Paper[] {
  const { frame, since, beat } = ledger;
  const isWhole = since <= beat.driver.hired;
  // The week before the history was paid on its first Tuesday: the year of that day is not whole.
  const first = isWhole ? yearOf(since) : yearOf(bankingDayFrom(since + 1)) + 1;
  return finishedYears(first, frame.now)
    .filter((year) => isWithin(reach, formDay(year)))
    .flatMap((year) => {
      const cents = paidIn(ledger, year);
      return cents === 0 ? [] : [formAbout(ledger, year, cents)];
    });
}

function formAbout({ frame, employer }: Ledger, year: number, cents: number): Paper {
  return {
    source_id: `1099/${year}`,
    employer: employer.slug,
    type: '1099',
    number: null,
    description: `${year} 1099-NEC`,
    available: formDay(year),
    expires: null,
    content: {
      form: '1099-NEC',
      year,
      payer: employerParty(employer),
      recipient: partyOf(frame.person, frame.person.ssn),
      box1: amountOf(cents),
      box4: '0.00',
    },
  };
}
