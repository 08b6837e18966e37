import { type Connector, Document, type Log, MINUTE, page, SECOND } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { createFileHandler } from '../index.ts';
import { follow, pdfOf, started, uploaded } from '../testing/forms.ts';
import { connected, engineNames, readAccount } from '../testing/logins.ts';
import { keptLog } from '../testing/workers.ts';

const linkOf = (url: string | null) => new URL(url ?? '').pathname;

describe.each(engineNames)('links to files on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  const bytes = pdfOf('a paystub');
  const upload = async () => uploaded(t, (await started(t)).id, { bytes });
  /** A document of an account that was scanned, and the payout that names it. */
  const scanned = async () => {
    const { id: account } = await connected(t, { link_item: 'walmart', username: 'test_2' });
    const read = async (path: string) => (await t.rest('GET', path)).body;
    const payouts = (await read(`/v1/payouts?account=${account}&limit=5`)) as {
      results: { document_id: string; payout_date: string; net_pay: string }[];
    };
    const [payout] = payouts.results;
    const document = Document.parse(await read(`/v1/documents/${payout?.document_id}`));
    return { account, payout, document };
  };

  test('an upload is read with its link alone, as what it is', async () => {
    const { url } = await upload();

    const answer = await follow(t, url);

    expect(url).toMatch(/^http:\/\/intarsia\.test\/files\/[\w-]{98}$/);
    expect(answer.status).toBe(200);
    expect(Buffer.from(answer.body as Uint8Array)).toEqual(Buffer.from(bytes));
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="april.pdf"; filename*=UTF-8''april.pdf`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    });
  });

  test('HEAD tells of a file without its bytes', async () => {
    const { url } = await upload();

    const whole = await follow(t, url);
    const head = await follow(t, url, 'HEAD');

    expect(head).toMatchObject({ status: 200, headers: whole.headers, text: '' });
    expect(head.body).toBeUndefined();
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is not offered', async (method) => {
    const answer = await follow(t, (await upload()).url, method);

    expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(answer.headers.allow).toBe('GET, HEAD');
  });

  test('a link lives for fifteen minutes, and every read gives a fresh one', async () => {
    const form = await started(t);
    const { url } = await uploaded(t, form.id);
    const fresh = async () => {
      const { body } = await t.rest('GET', `/v1/forms/${form.id}`);
      return (body as typeof form).data.paystubs[0]?.url ?? null;
    };
    t.clock.advance(15 * MINUTE - SECOND);
    const last = (await follow(t, url)).status;
    const next = await fresh();
    t.clock.advance(SECOND);

    const late = await follow(t, url);

    expect(last).toBe(200);
    expect(late).toMatchObject({ status: 404, body: { code: 'link_expired' } });
    expect(late.headers['content-type']).toMatch(/^application\/json/);
    expect((await follow(t, next)).status).toBe(200);
  });

  test('a link lives by the clock of its sandbox, not by the wall', async () => {
    const clock = (verb: string, body = {}) =>
      t.rest('POST', `/v1/sandbox/clock/${verb}`, { body });
    await clock('freeze');
    const { url } = await upload();
    t.clock.advance(24 * 60 * MINUTE);
    const frozen = (await follow(t, url)).status;
    await clock('advance', { by: 'PT14M59S' });
    const before = (await follow(t, url)).status;
    await clock('advance', { by: 'PT1S' });
    const after = (await follow(t, url)).status;
    await clock('resume');

    expect([frozen, before, after]).toEqual([200, 200, 404]);
  });

  test('a link that was changed anywhere leads nowhere', async () => {
    const path = linkOf((await upload()).url);
    const start = '/files/'.length;
    const places = [...Array(path.length - start).keys()].map((n) => n + start);

    const statuses = new Set<string>();
    for (const at of places) {
      const other = path[at] === 'A' ? 'B' : 'A';
      const answer = await t.rest('GET', path.slice(0, at) + other + path.slice(at + 1));
      statuses.add(`${answer.status} ${(answer.body as { code: string }).code}`);
    }

    expect([...statuses]).toEqual(['404 link_invalid']);
  });

  test.each(['', 'x', 'A'.repeat(98), '../v1/users', '%00', '__proto__', 'A'.repeat(10_000)])(
    'the link %j leads nowhere',
    async (text) => {
      const answer = await t.rest('GET', `/files/${text}`, { auth: null });

      expect(answer).toMatchObject({ status: 404, body: { code: 'link_invalid' } });
    },
  );

  test('nobody learns from a bad link whether there is such a file', async () => {
    const there = linkOf((await upload()).url);
    const gone = await started(t);
    const url = (await uploaded(t, gone.id)).url;
    await t.rest('DELETE', `/v1/accounts/${gone.account}`);
    const forged = (path: string) => t.rest('GET', `${path.slice(0, -4)}AAAA`);

    expect(await forged(there)).toEqual(await forged(linkOf(url)));
    expect((await follow(t, url)).body).toEqual((await forged(there)).body);
    t.clock.advance(16 * MINUTE);
    expect((await follow(t, url)).body).toEqual((await t.rest('GET', there)).body);
  });

  test('what a query adds to a link changes nothing', async () => {
    const path = linkOf((await upload()).url);

    expect((await t.rest('GET', `${path}?download=1`)).status).toBe(200);
  });

  test('a link of one environment says nothing in another', async () => {
    const ours = await upload();
    const live = await t.rest('POST', '/v1/forms', { auth: t.keys.live.auth, body: {} });
    const { id } = live.body as { id: string };
    const theirs = await uploaded(t, id, { auth: t.keys.live.auth });
    const swapped = Buffer.from(linkOf(ours.url).slice('/files/'.length), 'base64url');
    Buffer.from(linkOf(theirs.url).slice('/files/'.length), 'base64url').copy(swapped, 0, 0, 16);

    expect((await follow(t, theirs.url)).status).toBe(200);
    expect((await t.rest('GET', `/files/${swapped.toString('base64url')}`)).status).toBe(404);
  });

  test('a payout names the document that shows it, which is drawn on request', async () => {
    const { document, payout, account } = await scanned();

    const answer = await follow(t, document.file_url);

    expect(document).toMatchObject({ account, document_type: 'paystub' });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(answer.headers['content-disposition']).toMatch(/^inline; filename="[^"]+\.pdf"; /);
    expect(Buffer.from(answer.body as Uint8Array).toString('latin1')).toMatch(/^%PDF-/);
    expect(document.available_date).toBe(payout?.payout_date);
  });

  test('every payout of a list names a document of its own account', async () => {
    const { account } = await scanned();
    const documents = page(Document).parse(
      (await t.rest('GET', `/v1/documents?account=${account}&limit=200`)).body,
    );
    const { results } = (await t.rest('GET', `/v1/payouts?account=${account}&limit=200`)).body as {
      results: { id: string; document_id: string | null }[];
    };
    const named = results.flatMap(({ document_id }) => document_id ?? []);

    expect(named.length).toBeGreaterThan(10);
    expect(new Set(named).size).toBe(named.length);
    for (const id of named.slice(0, 5)) {
      expect((await t.rest('GET', `/v1/documents/${id}`)).body).toMatchObject({ id, account });
    }
    expect(documents.results.every(({ file_url }) => file_url?.includes('/files/'))).toBe(true);
  });

  test('a document goes with its account, whoever has its link', async () => {
    const { document, account } = await scanned();
    await t.rest('DELETE', `/v1/accounts/${account}`);

    expect((await follow(t, document.file_url)).status).toBe(404);
  });

  /** Answers to a link where the sandbox draws in another way. */
  function drawnBy(drawFile: NonNullable<Connector['drawFile']>, log: Log = t.instance.deps.log) {
    const { connectors } = t.instance.deps;
    const sandbox = connectors.get('sandbox');
    if (!sandbox) throw new Error('no sandbox');
    const others = new Map(connectors).set('sandbox', { ...sandbox, drawFile });
    const handle = createFileHandler({ ...t.instance.deps, connectors: others, log });
    return (url: string | null) =>
      handle({
        method: 'GET',
        url: linkOf(url),
        headers: {},
        body: new Uint8Array(0),
        origin: 'http://intarsia.test',
        request_id: 'r',
      });
  }

  test('a document that is drawn as a page is saved like what others sent, never shown', async () => {
    const { document } = await scanned();
    const html = { media_type: 'text/html', bytes: Buffer.from('<script>') };

    const answer = await drawnBy(async () => html)(document.file_url);

    expect(answer.headers['content-disposition']).toMatch(/^attachment; /);
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  });

  test('what cannot be drawn is our fault, and is not told to anybody but the log', async () => {
    const { document } = await scanned();
    const { log, lines } = keptLog();
    const fails = async () => {
      throw new Error('CANARY');
    };

    const answer = await drawnBy(fails, log)(document.file_url);

    expect(answer).toMatchObject({ status: 500, route: '/files/{link}' });
    expect(answer.body).not.toContain('CANARY');
    expect(lines).toMatchObject([{ level: 'error', fields: { request_id: 'r' } }]);
    expect(JSON.stringify(lines)).not.toContain(linkOf(document.file_url));
  });

  test('the account of a form tells of no documents', async () => {
    const { account } = await started(t);

    expect((await readAccount(t, account)).availability.documents).toBeNull();
    expect((await t.rest('GET', `/v1/documents?account=${account}`)).body).toMatchObject({
      count: 0,
    });
  });
});
