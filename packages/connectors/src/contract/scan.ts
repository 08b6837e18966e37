import { type ScanBatch, ScannedRecord } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { logInFully, scanFully, stored, testIo } from '../driver.ts';
import type { ContractSubject } from './subject.ts';

/** What a worker relies on when it scans. */
export function scanContract(subject: ContractSubject): void {
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

function expectValidBatch(batch: ScanBatch): void {
  expect(stored(batch)).toEqual(batch);
  const { employers = [], wait_ms = 1 } = batch;
  expect(new Set(employers).size).toBe(employers.length);
  expect(employers).not.toContain('');
  expect(wait_ms).toBeGreaterThan(0);
}
