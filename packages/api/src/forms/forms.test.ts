import { Account, DAY, Form } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { follow, pdfOf, started, upload, uploaded } from '../testing/forms.ts';
import {
  connected,
  engineNames,
  everyEventOf,
  listsOf,
  makeUser,
  pass,
  readAccount,
} from '../testing/logins.ts';

const unknown = '0994b847-cc69-4d98-bc99-c5e65e762add';

describe.each(engineNames)('forms on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  const read = async (id: string) => Form.parse((await t.rest('GET', `/v1/forms/${id}`)).body);
  const submit = (id: string) => t.rest('POST', `/v1/forms/${id}/submit`);
  const answer = (id: string, data: unknown) =>
    t.rest('PATCH', `/v1/forms/${id}`, { body: { data } });

  test('a form makes an account that stays connecting and holds nothing', async () => {
    const user = await makeUser(t);

    const form = await started(t, { user });
    await pass(t, DAY);
    const account = await readAccount(t, form.account);

    expect(form).toMatchObject({ status: 'in_progress', employer: null, version: '0' });
    expect(account).toMatchObject({
      user,
      link_item: 'form_link_item',
      employers: [],
      was_connected: false,
      connection: { status: 'connecting', error_code: null },
    });
    expect(Object.values(account.availability).every((one) => one === null)).toBe(true);
    expect(await listsOf(t, user)).toEqual({
      employers_connected: [],
      data_providers_connected: ['form_link_item'],
    });
    expect((await everyEventOf(t, account.id)).map(({ type }) => type)).toEqual([
      'accounts.added',
      'accounts.updated',
    ]);
  });

  test('a form without a user makes one', async () => {
    const { user } = await readAccount(t, (await started(t)).account);

    expect((await t.rest('GET', `/v1/users/${user}`)).status).toBe(200);
  });

  test('a form is filled, sent, read and listed', async () => {
    const user = await makeUser(t);
    const { id, account } = await started(t, { user });
    await answer(id, { income_source: ' Corner bakery ' });
    const paystub = await uploaded(t, id);
    const w2 = await uploaded(t, id, { search: 'slot=form_w2' });

    const sent = await submit(id);

    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({
      status: 'submitted',
      data: {
        income_source: 'Corner bakery',
        payroll_provider: null,
        paystubs: [{ file_id: paystub.file_id, name: 'april.pdf', size: 18, status: 'available' }],
        form_w2: [{ file_id: w2.file_id, name: 'form_w2.pdf' }],
        form_1099: [],
      },
    });
    expect(await read(id)).toEqual(sent.body);
    const list = await t.rest('GET', `/v1/forms?account=${account}`);
    expect(list.body).toMatchObject({ count: 1, results: [sent.body] });
  });

  test('a form that was sent is counted and told', async () => {
    const { id, account } = await started(t);
    await uploaded(t, id);
    await uploaded(t, id);
    const before = (await readAccount(t, account)).availability.forms;
    await submit(id);
    const second = await started(t, { account });
    await uploaded(t, second.id);
    await submit(second.id);

    const { availability, connection } = await readAccount(t, account);
    const events = await everyEventOf(t, account);

    expect(before).toBeNull();
    expect(availability.forms).toMatchObject({
      status: 'synced',
      available_count: 2,
      files_count: 3,
      in_progress_count: 0,
    });
    expect(connection.status).toBe('connecting');
    expect(events.slice(2)).toMatchObject([
      { type: 'forms.submitted', data: { form: id, account } },
      { type: 'forms.submitted', data: { form: second.id, account } },
    ]);
  });

  test('a questionnaire needs its answer and no file', async () => {
    const { results } = (await t.rest('GET', '/v1/form-templates', { auth: null })).body as {
      results: { id: string; needs_files: boolean }[];
    };
    const template = results.find(({ needs_files }) => !needs_files)?.id;
    const { id } = await started(t, { template });

    const early = await submit(id);
    await answer(id, { income_source: 'Corner bakery', payroll_provider: 'ADP' });

    expect(early).toMatchObject({
      status: 409,
      body: { code: 'form_incomplete', 'data.income_source': ['is required'] },
    });
    expect(await submit(id)).toMatchObject({ status: 200, body: { template } });
  });

  test('files are taken after a failed login, by the account of that login', async () => {
    const failed = await connected(t, { link_item: 'walmart', password: 'wrong' });

    const { id, account, employer } = await started(t, { account: failed.id });
    await uploaded(t, id);
    await submit(id);
    const after = await readAccount(t, failed.id);

    expect([account, employer]).toEqual([failed.id, 'walmart']);
    expect(after.connection).toEqual(failed.connection);
    expect(after).toMatchObject({
      connection: { status: 'error', error_code: 'invalid_credentials' },
      availability: { payouts: null, forms: { status: 'synced', files_count: 1 } },
    });
  });

  test('forms stay what they are when the login works later', async () => {
    const failed = await connected(t, { password: 'wrong' });
    const { id } = await started(t, { account: failed.id });
    await uploaded(t, id);
    await connected(t, { user: failed.user });
    const mended = await readAccount(t, failed.id);

    expect(mended.connection.status).toBe('connected');
    expect((await submit(id)).status).toBe(200);
    expect((await readAccount(t, failed.id)).availability).toMatchObject({
      payouts: { status: 'synced' },
      forms: { status: 'synced', available_count: 1 },
    });
  });

  test('an account whose login works, or is under way, takes none', async () => {
    const fine = await connected(t);
    const busy = await t.rest('POST', '/v1/sandbox/accounts', {
      body: { link_item: 'weftgo', username: 'test_1', password: 'passgood' },
    });
    for (const account of [fine.id, Account.parse(busy.body).id]) {
      const refused = await t.rest('POST', '/v1/forms', { body: { account } });

      expect(refused).toMatchObject({ status: 409, body: { code: 'account_unfit' } });
    }
    expect((await t.rest('GET', `/v1/forms?account=${fine.id}`)).body).toMatchObject({ count: 0 });
  });

  test.each([
    ['an unknown user', { user: unknown }, 400, 'user_unknown', 'user'],
    ['an unknown account', { account: unknown }, 400, 'account_unknown', 'account'],
    ['an unknown link item', { link_item: 'nobody' }, 400, 'link_item_unknown', 'link_item'],
    ['a link item with logins', { link_item: 'walmart' }, 400, 'link_item_unfit', 'link_item'],
    ['an unknown template', { template: unknown }, 400, 'input_invalid', 'template'],
    ['both', { account: unknown, user: unknown }, 400, 'input_invalid', 'user'],
    ['no id', { account: 'abc' }, 400, 'input_invalid', 'account'],
  ])('a form for %s is refused and nothing is made', async (_, body, status, code, field) => {
    const count = async () => (await t.rest('GET', '/v1/accounts')).body as { count: number };
    const before = (await count()).count;

    const refused = await t.rest('POST', '/v1/forms', { body });

    expect(refused).toMatchObject({ status, body: { code, [field]: [expect.any(String)] } });
    expect((await count()).count).toBe(before);
  });

  test.each([
    ['an empty text', { income_source: '  ' }, 'data.income_source'],
    ['a long text', { income_source: 'x'.repeat(201) }, 'data.income_source'],
    ['a control character', { payroll_provider: 'a\u0007' }, 'data.payroll_provider'],
    ['a number', { income_source: 7 }, 'data.income_source'],
    ['another question', { favourite_colour: 'red' }, 'data.favourite_colour'],
    ['files', { paystubs: [] }, 'data.paystubs'],
    ['nothing', undefined, 'data'],
  ])('%s is no answer', async (_, data, field) => {
    const { id } = await started(t);

    const refused = await answer(id, data);

    expect(refused).toMatchObject({ status: 400, body: { [field]: [expect.any(String)] } });
    expect(await read(id)).toMatchObject({ data: { income_source: null } });
  });

  test('a form that was sent stays as it is', async () => {
    const { id } = await started(t);
    const { file_id } = await uploaded(t, id);
    await submit(id);
    const before = await read(id);

    for (const refused of [
      await answer(id, { income_source: 'Somebody else' }),
      await upload(t, id, pdfOf('one more')),
      await t.rest('DELETE', `/v1/forms/${id}/files/${file_id}`),
      await submit(id),
    ]) {
      expect(refused).toMatchObject({ status: 409, body: { code: 'form_closed' } });
    }
    expect(await read(id)).toEqual(before);
  });

  test('a file that was taken back is gone, and so is what its link led to', async () => {
    const { id } = await started(t);
    const file = await uploaded(t, id);

    const gone = await t.rest('DELETE', `/v1/forms/${id}/files/${file.file_id}`);

    expect([gone.status, gone.text]).toEqual([204, '']);
    expect(await read(id)).toMatchObject({ data: { paystubs: [] } });
    expect(await follow(t, file.url)).toMatchObject({ status: 404 });
    expect((await t.rest('DELETE', `/v1/forms/${id}/files/${file.file_id}`)).status).toBe(404);
    expect(await submit(id)).toMatchObject({ status: 409, body: { code: 'form_incomplete' } });
  });

  test('the same upload sent twice with one key is one file', async () => {
    const { id } = await started(t);
    const headers = { 'idempotency-key': `upload-${engine}` };

    const first = await upload(t, id, pdfOf('once'), { headers });
    const second = await upload(t, id, pdfOf('once'), { headers });
    const other = await upload(t, id, pdfOf('twice'), { headers });

    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect((await read(id)).data.paystubs).toHaveLength(1);
  });

  test('files that arrive together are all kept', async () => {
    const { id } = await started(t);

    await Promise.all([1, 2, 3, 4].map((n) => uploaded(t, id, { bytes: pdfOf(`stub ${n}`) })));

    expect((await read(id)).data.paystubs).toHaveLength(4);
  });

  test('a slot takes no more files than its template says', async () => {
    const { id } = await started(t);
    for (let n = 0; n < 20; n++) await uploaded(t, id);

    const refused = await upload(t, id, pdfOf('one more'));

    expect(refused).toMatchObject({ status: 409, body: { code: 'form_full' } });
    expect((await uploaded(t, id, { search: 'slot=form_1099' })).name).toBe('form_1099.pdf');
  });

  describe('the bearer of a user token', () => {
    test('fills and sends forms of its own user', async () => {
      const { id: user, token } = await t.caller().users.create({});
      const auth = `Bearer ${token}`;
      const begun = await t.rest('POST', '/v1/forms', { auth, body: {} });
      const { id, account } = Form.parse(begun.body);

      const steps = [
        await t.rest('PATCH', `/v1/forms/${id}`, { auth, body: { data: { income_source: 'A' } } }),
        await upload(t, id, pdfOf('mine'), { auth }),
        await t.rest('POST', `/v1/forms/${id}/submit`, { auth }),
        await t.rest('GET', `/v1/forms/${id}`, { auth }),
      ];

      expect(begun.status).toBe(201);
      expect((await readAccount(t, account)).user).toBe(user);
      expect(steps.map(({ status }) => status)).toEqual([200, 201, 200, 200]);
    });

    test('gets no answer of anybody else, whatever key it sends', async () => {
      const headers = { 'idempotency-key': `first-${engine}` };
      const begin = (auth: string) => t.rest('POST', '/v1/forms', { auth, body: {}, headers });
      const [ann, bob] = [await t.caller().users.create({}), await t.caller().users.create({})];

      const anns = await begin(`Bearer ${ann.token}`);
      const again = await begin(`Bearer ${ann.token}`);
      const bobs = await begin(`Bearer ${bob.token}`);
      const clients = await begin(t.keys.sandbox.auth);

      const owners = [anns, bobs, clients].map(({ body }) => (body as Form).account);
      expect(again.body).toEqual(anns.body);
      expect(new Set(owners).size).toBe(3);
      expect((await readAccount(t, owners[1] ?? '')).user).toBe(bob.id);
    });

    test('sees nothing of anybody else', async () => {
      const { token } = await t.caller().users.create({});
      const auth = `Bearer ${token}`;
      const { id, account } = await started(t);
      const { user } = await readAccount(t, account);
      const { file_id } = await uploaded(t, id);
      const before = await read(id);

      const refused = [
        await t.rest('POST', '/v1/forms', { auth, body: { user } }),
        await t.rest('POST', '/v1/forms', { auth, body: { account } }),
        await t.rest('PATCH', `/v1/forms/${id}`, { auth, body: { data: {} } }),
        await upload(t, id, pdfOf('not mine'), { auth }),
        await t.rest('DELETE', `/v1/forms/${id}/files/${file_id}`, { auth }),
        await t.rest('POST', `/v1/forms/${id}/submit`, { auth }),
      ];

      expect(refused.map(({ status }) => status)).toEqual([400, 400, 404, 404, 404, 404]);
      expect(await read(id)).toEqual(before);
    });
  });

  test('over the typed router a file comes as Base64', async () => {
    const { forms } = t.caller();
    const { id } = await forms.start({});

    const { size, url } = await forms.addFile({ id, slot: 'paystubs', content: btoa('%PDF-1.7') });

    expect(size).toBe(8);
    expect(Buffer.from((await follow(t, url)).body as Uint8Array).toString()).toBe('%PDF-1.7');
    await expect(forms.addFile({ id, slot: 'paystubs', content: '%PDF' })).rejects.toMatchObject({
      cause: { code: 'input_invalid', fields: { content: [expect.any(String)] } },
    });
  });

  test('a form of the other environment is not there', async () => {
    const { id, account } = await started(t);
    const { auth } = t.keys.live;

    expect((await t.rest('GET', `/v1/forms/${id}`, { auth })).status).toBe(404);
    expect((await t.rest('POST', `/v1/forms/${id}/submit`, { auth })).status).toBe(404);
    expect(await t.rest('POST', '/v1/forms', { auth, body: { account } })).toMatchObject({
      status: 400,
      body: { code: 'account_unknown' },
    });
    expect((await t.rest('POST', '/v1/forms', { auth, body: {} })).status).toBe(201);
  });

  test('accounts with forms outlive the thirty days, and drafts do not', async () => {
    const sent = await started(t);
    await uploaded(t, sent.id);
    await submit(sent.id);
    const draft = await started(t);
    const { file_id, url } = await uploaded(t, draft.id);

    await pass(t, 31 * DAY);

    expect((await t.rest('GET', `/v1/forms/${sent.id}`)).status).toBe(200);
    expect((await t.rest('GET', `/v1/accounts/${draft.account}`)).status).toBe(404);
    const scope = { environment_id: t.sandbox.id };
    expect(await t.instance.deps.store.read.blobs.find(scope, file_id)).toBeUndefined();
    expect((await follow(t, url)).status).toBe(404);
  });
});
