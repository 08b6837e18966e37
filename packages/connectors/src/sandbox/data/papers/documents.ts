import type { DocumentType, Json, ScannedRecord } from '@intarsia/domain';
import { DAY_SECONDS, type Day, dayFrom, midnightText, yearOf } from '../calendar.ts';
import type { Employer } from '../employers.ts';
import type { Person } from '../people/person.ts';
import type { Reach } from '../range.ts';
import type { DocumentContent, Party } from './contents.ts';

/** A document before it is written down. */
export interface Paper {
  readonly source_id: string;
  /** Id of the employer or platform that has it. */
  readonly employer: string;
  readonly type: DocumentType;
  readonly number: string | null;
  readonly description: string;
  readonly available: Day;
  readonly expires: Day | null;
  readonly content: DocumentContent;
}

/** A paper as the JSON that the source would show. */
export function documentOf(paper: Paper): ScannedRecord<'documents'> {
  return {
    kind: 'documents',
    source_id: paper.source_id,
    employer: paper.employer,
    data: {
      metadata: {},
      document_type: paper.type,
      document_number: paper.number,
      document_type_description: paper.description,
      expiration_date: paper.expires === null ? null : midnightText(paper.expires),
      available_date: midnightText(paper.available),
      ocr_data: null,
    },
    content: contentJson(paper.content),
  };
}

/** The content as JSON: it is made of nothing that JSON does not know. */
function contentJson(content: DocumentContent): Json {
  // Safe: the types of contents are built from strings, numbers, null, arrays and plain objects; the
  // compiler can not see it because `metadata` of a payout is open. A test sends each through JSON.
  return content as unknown as Json;
}

/** The person as papers name them. */
export function partyOf(person: Person, number: string | null): Party {
  return { name: `${person.first_name} ${person.last_name}`, address: person.address, number };
}

/** An employer as tax forms name it. */
export function employerParty({ name, address, ein }: Employer): Party {
  return { name, address, number: ein };
}

/** Forms about a year are there from the last of January on. */
export function formDay(year: number): Day {
  return dayFrom(year + 1, 1, 31);
}

/** The first day after today on which forms about a year come. */
export function nextFormDay(today: Day): Day {
  const year = yearOf(today);
  return formDay(year - 1) > today ? formDay(year - 1) : formDay(year);
}

/** The finished years about which forms are there by now, newest first, back to the given one. */
export function finishedYears(first: number, now: number): number[] {
  const years: number[] = [];
  for (let year = yearOf(Math.floor(now / DAY_SECONDS)) - 1; year >= first; year--) {
    if (formDay(year) * DAY_SECONDS <= now) years.push(year);
  }
  return years;
}

/** Whether a paper became available within reach. */
export function isWithin(reach: Reach, available: Day): boolean {
  const second = available * DAY_SECONDS;
  return second >= reach.from && second <= reach.to;
}
