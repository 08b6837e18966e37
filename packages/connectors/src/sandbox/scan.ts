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
import { assertConnected, nextAfter, type Play } from './play/play.ts';
import { recordsUntilStep, scriptedBatch } from './play/scan-play.ts';
import { ALL_FACTS, EACH_EVENT, FIRST_EVENTS, FIRST_FACTS, scaled } from './timing.ts';

/**
 * One scan: who the person is and who employs, then what else there is but a few of, then payouts and
 * activities from the newest to the oldest, then the end. It shows the world of the moment at which it
 * began. Scans after the first take no time, and bring what is new.
 */
export function* scan(
  session: Session,
  from: ScanCursor | null,
  io: ConnectorIo,
): Generator<ScanBatch, void, undefined> {
  const { item, persona, lost, play } = SandboxSession.parse(session);
  if (play) assertConnected(play, io);
  let place = placeOf(from, io);
  const forced_scans = io.forced_scans?.slice(0, place.forced) ?? [];
  const key = { seed: io.seed ?? '', item, login: persona, forced_scans };
  const { since } = place;
  const world = worldOf(since === null ? key : { ...key, since }, place.at);
  for (;;) {
    // Between facts and events, so that the account has some data and lacks the rest.
    if (lost && place.next === 'events') throw new ConnectionError(lost);
    const scripted = scriptedBatch(play, place, io);
    if (scripted) return yield scripted;
    const step = stepAt(world, place, play);
    const wait_ms = place.earlier === null ? scaled(step.takes, io.speed) : 0;
    place = { ...step.place, since: world.since };
    yield { ...step.batch, ...(wait_ms > 0 && { wait_ms }), cursor: place };
    if (wait_ms > 0 || step.batch.stage === 'done') return;
  }
}

/** Where a scan stands when it is asked to speak. */
function placeOf(from: ScanCursor | null, io: ConnectorIo): ScanPlace {
  const at = io.clock.now();
  const fresh = { at, forced: io.forced_scans?.length ?? 0, rest: everything, played: 0, told: 0 };
  if (from === null) {
    const next = scaled(FIRST_FACTS, io.speed) > 0 ? 'wait' : 'person';
    return { ...fresh, next, since: null, earlier: null };
  }
  const place = ScanPlace.parse(from);
  if (place.next !== 'again') return place;
  return { ...fresh, next: 'person', since: place.since, earlier: lastSeen(place, io) };
}

const everything: ScanPlace['rest'] = { payouts: 'all', activities: 'all' };

/** What was asked for by hand in the very moment of the last scan was not there yet when that one looked. */
function lastSeen({ at, forced }: ScanPlace, { forced_scans }: ConnectorIo): Timestamp {
  const asked = forced_scans?.[forced];
  return asked !== undefined && asked <= at ? later(asked, -1) : at;
}

/** One step of a scan: what it brings, how long the next one takes, and where it leads. */
interface Step {
  readonly batch: Omit<ScanBatch, 'cursor' | 'wait_ms'>;
  readonly takes: number;
  readonly place: ScanPlace;
}

function stepAt(world: World, place: ScanPlace, play: Play | undefined): Step {
  const to = (next: ScanPlace['next']) => ({ ...place, next });
  switch (place.next) {
    case 'wait':
      return { batch: { stage: 'facts' }, takes: FIRST_FACTS, place: to('person') };
    case 'person':
      return { batch: personIn(world), takes: ALL_FACTS - FIRST_FACTS, place: to('things') };
    case 'things':
      return {
        batch: thingsIn(world, place),
        takes: FIRST_EVENTS - ALL_FACTS,
        place: to('events'),
      };
    case 'events': {
      const { records, listed, rest } = nextPass(world, place, recordsUntilStep(play, place));
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

function personIn(world: World): Step['batch'] {
  const profile = world.profile();
  const employers = [...new Set(world.employers.map(({ name }) => name))];
  return {
    stage: 'facts',
    ...(employers.length > 0 && { employers }),
    ...whole(['profiles', 'employments'], [...(profile ? [profile] : []), ...world.employments()]),
  };
}

/** Documents come in the order of years; later scans bring only the new ones. */
function thingsIn(world: World, { earlier }: ScanPlace): Step['batch'] {
  const kinds: ScannedKind[] = ['vehicles', 'reputations', 'pay_allocations'];
  const news = earlier === null ? undefined : world.newsSince(earlier).documents;
  const records = [
    ...world.vehicles(),
    ...world.reputations(),
    ...world.documents(news),
    ...world.payAllocations(),
  ];
  return { stage: 'facts', ...whole(news ? kinds : [...kinds, 'documents'], records) };
}

function whole(kinds: readonly ScannedKind[], records: readonly ScannedRecord[]) {
  return { records, listed: kinds.map((kind) => ({ kind })) };
}
