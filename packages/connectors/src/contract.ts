import {
  type CatalogueItem,
  Challenge,
  type ChallengeAnswer,
  type Connector,
  type ConnectorIo,
  type ConnectStep,
  type PayDistributionConfig,
  type ScanBatch,
  ScannedRecord,
} from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import { collect, logInFully, scanFully, stored, switchFully, testIo } from './driver.ts';

/** A connector and logins to try on it. */
export interface ContractSubject {
  readonly connector: Connector;
  readonly link_item: CatalogueItem;
  /** Leads to a session; give `answers` when it is asked something on the way. */
  readonly good: unknown;
  readonly answers?: readonly ChallengeAnswer[];
  readonly wrong: unknown;
  /** A deposit switch that works, where the connector does any. */
  readonly config?: PayDistributionConfig;
  /** What the connector needs of the world, such as a recorded `fetch`. */
  readonly io?: Partial<ConnectorIo>;
}

/** Registers the tests that every connector passes: what a worker relies on, whatever the source. */
export function connectorContract(name: string, subject: ContractSubject): void {
  describe(`the connector contract: ${name}`, () => {
    loginContract(subject);
    scanContract(subject);
    abortContract(subject);
    if (subject.config) switchContract(subject, subject.config);
  });
}

function loginContract(subject: ContractSubject): void {
  const { connector, link_item, answers = [] } = subject;
  const io = testIo(subject.io);
  const good = { link_item, credentials: subject.good, answers };

  test('the good credentials fit what the login screen asks for', () => {
    expect(connector.credentials.safeParse(subject.good).success).toBe(true);
  });

  test('a login yields valid steps and ends in a session', async () => {
    const { steps } = await logInFully(connector, good, io);

    for (const step of steps) expectValid(step);
    expect(steps.at(-1)?.kind).toBe('connected');
  });

  test('a wait, a challenge or a session ends a run', async () => {
    const first = { link_item, credentials: subject.good, ordinal: 1 };

    const kinds = (await collect(connector.connect(first, io))).map((step) => step.kind);

    expect(kinds.slice(0, -1).every((kind) => kind === 'progress')).toBe(true);
    expect(['wait', 'challenge', 'connected']).toContain(kinds.at(-1));
  });

  test('a login gone on from any of its stops reaches the same session', async () => {
    const { steps, session } = await logInFully(connector, good, io);

    for (const [place, stop] of steps.entries()) {
      if (!('resume' in stop)) continue;
      const asked = steps.slice(0, place).filter((step) => step.kind === 'challenge').length;
      const rest = { ...good, answers: answers.slice(asked), from: stop };
      expect((await logInFully(connector, rest, io)).session).toEqual(session);
      expect((await logInFully(connector, rest, io)).session).toEqual(session);
    }
  });

  test('a login that is to ask once more asks the same, and reaches the same session', async () => {
    const { session } = await logInFully(connector, good, io);
    const again = { ...good, answers: answers.flatMap((one) => [{ resend: true } as const, one]) };

    const { steps, session: reached } = await logInFully(connector, again, io);

    const asked = steps
      .filter((step) => step.kind === 'challenge')
      .map(({ challenge }) => challenge);
    for (let n = 0; n < asked.length; n += 2) expect(asked[n + 1]).toEqual(asked[n]);
    expect(asked).toHaveLength(again.answers.length);
    expect(reached).toEqual(session);
  });

  test('wrong credentials give invalid_credentials', async () => {
    const wrong = logInFully(connector, { ...good, credentials: subject.wrong }, io);

    await expect(wrong).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'invalid_credentials',
    });
  });

  test.each([[undefined], [null], [42], ['text'], [{}], [[]]])(
    'credentials of the wrong shape, %j, give invalid_credentials',
    async (credentials) => {
      const attempt = { link_item, credentials, ordinal: 1 };

      await expect(collect(connector.connect(attempt, io))).rejects.toMatchObject({
        code: 'invalid_credentials',
      });
    },
  );
}

function scanContract(subject: ContractSubject): void {
  const { connector, link_item, answers = [] } = subject;
  const io = testIo(subject.io);
  const good = { link_item, credentials: subject.good, answers };

  async function connected() {
    return (await logInFully(connector, good, io)).session;
  }

  test('a scan yields facts before events, and done once at its end', async () => {
    const batches = await scanFully(connector, await connected(), { io });

    for (const batch of batches) expectValidBatch(batch);
    const ranks = batches.map((batch) => ['facts', 'events', 'done'].indexOf(batch.stage));
    expect(ranks).toEqual([...ranks].sort());
    expect(batches.filter((batch) => batch.stage === 'done')).toEqual(batches.slice(-1));
  });

  test('a scan gone on from any of its cursors brings exactly the rest', async () => {
    const session = await connected();
    const batches = await scanFully(connector, session, { io });

    for (const [place, { cursor }] of batches.slice(0, -1).entries()) {
      const rest = await scanFully(connector, session, { io, from: cursor });
      expect(rest).toEqual(batches.slice(place + 1));
    }
  });

  test('records fit their schemas to the last member, and their ids are texts of their own', async () => {
    const batches = await scanFully(connector, await connected(), { io });
    const records = batches.flatMap((batch) => batch.records ?? []);

    for (const record of records) expect(ScannedRecord.parse(record)).toEqual(record);
    const ids = records.map(({ kind, source_id }) => `${kind} ${source_id}`);
    expect(records.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    const papers = records.flatMap((record) =>
      record.kind === 'payouts' ? [record.document] : [],
    );
    const named = papers.flatMap((paper) => (paper === null ? [] : [`documents ${paper}`]));
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('a second scan brings nothing new', async () => {
    const session = await connected();

    const first = await scanFully(connector, session, { io });

    expect(await scanFully(connector, session, { io })).toEqual(first);
  });

  test('a scan from the end of the last one brings, in the same moment, what that one brought', async () => {
    const session = await connected();
    const first = await scanFully(connector, session, { io });
    const from = first.at(-1)?.cursor ?? null;

    const later = await scanFully(connector, session, { io, from });

    const known = new Set(first.flatMap(({ records = [] }) => records.map(textOf)));
    const news = later.flatMap(({ records = [] }) => records.map(textOf));
    expect(news.filter((record) => !known.has(record))).toEqual([]);
  });

  test('a file is drawn from what was stored of a document, the same each time', async () => {
    const batches = await scanFully(connector, await connected(), { io });
    const documents = batches
      .flatMap((batch) => batch.records ?? [])
      .filter((record) => record.kind === 'documents');
    const oneOfEach = new Map(documents.map((one) => [one.data.document_type, one.content]));

    for (const content of oneOfEach.values()) {
      const file = await connector.drawFile?.(content);
      const again = await connector.drawFile?.(stored(content));
      expect(file?.bytes.length).not.toBe(0);
      expect(Buffer.compare(file?.bytes ?? empty, again?.bytes ?? empty)).toBe(0);
    }
  });
}

const empty = new Uint8Array();
const textOf = (record: ScannedRecord) => JSON.stringify(record);

function switchContract(subject: ContractSubject, config: PayDistributionConfig): void {
  const { connector, link_item, answers = [] } = subject;
  const io = testIo(subject.io);
  const good = { link_item, credentials: subject.good, answers };
  const attempt = { link_item, config };

  async function switched() {
    const { session } = await logInFully(connector, good, io);
    return { before: session, ...(await switchFully(connector, session, { ...attempt, io })) };
  }

  test('a deposit switch says that it changes something before it has, and ends in a session', async () => {
    const { steps } = await switched();

    for (const step of steps) expect(stored(step)).toEqual(step);
    for (const step of steps) if (step.kind === 'wait') expect(step.for_ms).toBeGreaterThan(0);
    const kinds = steps.map(({ kind }) => kind).filter((kind) => kind !== 'wait');
    expect(kinds).toEqual(['updating', 'done']);
  });

  test('a deposit switch gone on from any of its stops, also twice, reaches the same session', async () => {
    const { before, steps, session } = await switched();

    for (const stop of steps) {
      if (stop.kind === 'done') continue;
      const rest = { ...attempt, resume: stored(stop.resume), io };
      expect((await switchFully(connector, before, rest)).session).toEqual(session);
      expect((await switchFully(connector, before, rest)).session).toEqual(session);
    }
  });

  test('a scan through the session that a deposit switch has left shows where the pay goes', async () => {
    const { session } = await switched();
    const batches = await scanFully(connector, session, { io });

    const numbers = batches.flatMap(({ records = [] }) =>
      records.flatMap(({ kind, data }) =>
        kind === 'pay_allocations' ? [data.bank_account.account_number] : [],
      ),
    );
    expect(numbers).toContain(config.bank_account?.account_number);
  });

  test('an aborted deposit switch gives no further step', async () => {
    const reason = new Error('the worker stops');
    const { session } = await logInFully(connector, good, io);
    const aborted = testIo({ ...subject.io, signal: AbortSignal.abort(reason) });

    await expect(switchFully(connector, session, { ...attempt, io: aborted })).rejects.toBe(reason);
  });
}

function abortContract(subject: ContractSubject): void {
  const { connector, link_item, answers = [] } = subject;
  const reason = new Error('the worker stops');

  test('an aborted login or scan gives no further step', async () => {
    const io = testIo({ ...subject.io, signal: AbortSignal.abort(reason) });
    const good = { link_item, credentials: subject.good, answers };
    const { session } = await logInFully(connector, good, testIo(subject.io));

    const attempt = { link_item, credentials: subject.good, ordinal: 1 };
    await expect(collect(connector.connect(attempt, io))).rejects.toBe(reason);
    await expect(collect(connector.scan(session, null, io))).rejects.toBe(reason);
  });

  test('a login or scan that is aborted on its way stops at its next step', async () => {
    const good = { link_item, credentials: subject.good, answers };
    const { session } = await logInFully(connector, good, testIo(subject.io));

    for (const start of [
      (io: ConnectorIo) =>
        connector.connect({ link_item, credentials: subject.good, ordinal: 1 }, io),
      (io: ConnectorIo) => connector.scan(session, null, io),
    ]) {
      const controller = new AbortController();
      const steps = start(testIo({ ...subject.io, signal: controller.signal }));
      const iterator = steps[Symbol.asyncIterator]();
      expect((await iterator.next()).done).toBe(false);
      controller.abort(reason);
      await expect(iterator.next()).rejects.toBe(reason);
    }
  });
}

/** A step that survives being stored, with values that a worker can act on. */
function expectValid(step: ConnectStep): void {
  expect(stored(step)).toEqual(step);
  if (step.kind === 'progress') expect(step.stage).toMatch(/^[a-z_]+$/);
  if (step.kind === 'wait') expect(step.for_ms).toBeGreaterThan(0);
  if (step.kind === 'challenge') {
    expect(Challenge.parse(step.challenge)).toEqual(step.challenge);
    expect(step.timeout_ms).toBeGreaterThan(0);
  }
}

function expectValidBatch(batch: ScanBatch): void {
  expect(stored(batch)).toEqual(batch);
  const { employers = [], wait_ms = 1 } = batch;
  expect(new Set(employers).size).toBe(employers.length);
  expect(employers).not.toContain('');
  expect(wait_ms).toBeGreaterThan(0);
}
