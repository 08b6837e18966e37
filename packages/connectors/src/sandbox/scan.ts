import { hash } from 'node:crypto';
import {
  ConnectionError,
  type ConnectorIo,
  later,
  type ScanBatch,
  type ScanCursor,
  type ScannedKind,
  type ScannedRecord,
  type Session,
  type Timestamp,
} from '@intarsia/domain';
import { type World, worldOf } from './data/world.ts';
import { SandboxSession } from './mapping.ts';
import { nextPass, ScanPlace } from './passes.ts';
import { switchesOf } from './play/pay-play.ts';
import { assertConnected, changesIn, nextAfter, type Play } from './play/play.ts';
import { recordsUntilStep, scriptedBatch } from './play/scan-play.ts';
import { isQuiet, quietUntil } from './quiet.ts';
import { ALL_FACTS, EACH_EVENT, FIRST_EVENTS, FIRST_FACTS, scaled } from './timing.ts';

/**
 * One scan: who the person is and who employs, then what else there is but a few of, then payouts and
 * activities from the newest to the oldest, then the end. It shows the world of the moment at which it
 * began. Scans after the first take no time, and bring what is new or different: most of them next to nothing.
 * Before the day on which something may be new they leave everything as it is, the cursor too.
 */
export function* scan(
  session: Session,
  from: ScanCursor | null,
  io: ConnectorIo,
): Generator<ScanBatch, void, undefined> {
  const known = SandboxSession.parse(session);
  const { item, persona, lost, play } = known;
  if (play) assertConnected(play, io);
  const before = from === null ? null : ScanPlace.parse(from);
  if (before && isQuiet(before, known, io)) return yield { stage: 'done', cursor: from };
  let place = placeOf(before, io);
  const forced_scans = io.forced_scans?.slice(0, place.forced) ?? [];
  const key = {
    seed: io.seed ?? '',
    item,
    login: persona,
    forced_scans,
    switches: switchesOf(known, io),
    changes: play && changesIn(play),
  };
  const { since } = place;
  const world = worldOf(since === null ? key : { ...key, since }, place.at);
  for (;;) {
    // Between facts and events, so that the account has some data and lacks the rest.
    if (lost && place.next === 'events') throw new ConnectionError(lost);
    const scripted = scriptedBatch(play, place, io);
    if (scripted) return yield scripted;
    const step = stepAt(world, place, play);
    const wait_ms = place.earlier === null ? scaled(step.takes, io.speed) : 0;
    const quiet_until = step.batch?.stage === 'done' ? quietUntil(world, known) : null;
    place = { ...step.place, since: world.since, quiet_until };
    if (!step.batch) continue;
    yield { ...step.batch, ...(wait_ms > 0 && { wait_ms }), cursor: place };
    if (wait_ms > 0 || step.batch.stage === 'done') return;
  }
}

/** Where a scan stands when it is asked to speak. */
function placeOf(place: ScanPlace | null, io: ConnectorIo): ScanPlace {
  const at = io.clock.now();
  const forced = io.forced_scans?.length ?? 0;
  const fresh = { at, forced, rest: everything, played: 0, told: 0, quiet_until: null };
  if (place === null) {
    const next = scaled(FIRST_FACTS, io.speed) > 0 ? 'wait' : 'person';
    return { ...fresh, next, since: null, earlier: null, facts: unknown };
  }
  if (place.next !== 'again') return place;
  const { since, facts } = place;
  const earlier = lastSeen(place, io);
  const begun = { ...fresh, next: 'person', since, earlier, facts } as const;
  // The wall of another machine may be a little behind: what was seen stays seen.
  return at < place.at ? { ...begun, at: place.at } : begun;
}

const everything: ScanPlace['rest'] = { payouts: 'all', activities: 'all' };
const unknown: ScanPlace['facts'] = { person: '', things: '' };

/** What was asked for by hand in the very moment of the last scan was not there yet when that one looked. */
function lastSeen({ at, forced }: ScanPlace, { forced_scans }: ConnectorIo): Timestamp {
  const asked = forced_scans?.[forced];
  return asked !== undefined && asked <= at ? later(asked, -1) : at;
}

type Batch = Omit<ScanBatch, 'cursor' | 'wait_ms'>;

/** One step of a scan: what it brings if anything, how long the next one takes, and where it leads. */
interface Step {
  readonly batch: Batch | undefined;
  readonly takes: number;
  readonly place: ScanPlace;
}

function stepAt(world: World, place: ScanPlace, play: Play | undefined): Step {
  const to = (next: ScanPlace['next']) => ({ ...place, next });
  switch (place.next) {
    case 'wait':
      return { batch: { stage: 'facts' }, takes: FIRST_FACTS, place: to('person') };
    case 'person': {
      const { batch, facts } = unlessKnown(personIn(world), place, 'person');
      return { batch, takes: ALL_FACTS - FIRST_FACTS, place: { ...to('things'), facts } };
    }
    case 'things': {
      const { batch, facts } = unlessKnown(thingsIn(world), place, 'things');
      const all = withDocuments(batch, world, place);
      return { batch: all, takes: FIRST_EVENTS - ALL_FACTS, place: { ...to('events'), facts } };
    }
    case 'events': {
      const { records, listed, rest } = nextPass(world, place, recordsUntilStep(play, place));
      if (place.earlier !== null && !play) {
        return { batch: { stage: 'done', records, listed }, takes: 0, place: to('again') };
      }
      const isLast = rest.payouts === 'nothing' && rest.activities === 'nothing';
      return {
        batch: { stage: 'events', records, listed },
        takes: EACH_EVENT * records.length,
        place: {
          ...to(isLast ? 'end' : 'events'),
          rest,
          told: place.told + records.length,
        },
      };
    }
    default:
      return { batch: { stage: 'done', ...lookAgain(play, place) }, takes: 0, place: to('again') };
  }
}

/** The next scan comes no later than the next thing that happens. */
function lookAgain(play: Play | undefined, { at }: ScanPlace): Pick<ScanBatch, 'again_at'> {
  const again_at = play && nextAfter(play, at);
  return again_at === undefined ? {} : { again_at };
}

/** Facts as they were told last time are not told again. */
function unlessKnown(
  batch: Batch,
  { facts, earlier }: ScanPlace,
  part: keyof ScanPlace['facts'],
): { batch: Batch | undefined; facts: ScanPlace['facts'] } {
  const digest = hash('sha256', JSON.stringify(batch), 'base64').slice(0, 22);
  const isKnown = earlier !== null && facts[part] === digest;
  return { batch: isKnown ? undefined : batch, facts: { ...facts, [part]: digest } };
}

function personIn(world: World): Batch {
  const profile = world.profile();
  const employers = [...new Set(world.employers.map(({ name }) => name))];
  return {
    stage: 'facts',
    ...(employers.length > 0 && { employers }),
    ...whole(['profiles', 'employments'], [...(profile ? [profile] : []), ...world.employments()]),
  };
}

function thingsIn(world: World): Batch {
  const records = [...world.vehicles(), ...world.reputations(), ...world.payAllocations()];
  return { stage: 'facts', ...whole(['vehicles', 'reputations', 'pay_allocations'], records) };
}

/** Documents come in the order of years; later scans bring only the new ones, or all when some are gone. */
function withDocuments(
  batch: Batch | undefined,
  world: World,
  { earlier }: ScanPlace,
): Batch | undefined {
  const news = earlier === null ? undefined : world.newsSince(earlier).documents;
  const documents = [...world.documents(news)];
  if (news && documents.length === 0) return batch;
  const { records = [], listed = [] } = batch ?? {};
  return {
    stage: 'facts',
    records: [...records, ...documents],
    listed: news ? listed : [...listed, { kind: 'documents' }],
  };
}

function whole(kinds: readonly ScannedKind[], records: readonly ScannedRecord[]) {
  return { records, listed: kinds.map((kind) => ({ kind })) };
}
