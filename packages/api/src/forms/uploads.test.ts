import { MAX_FILE_BYTES } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { dumpOf } from '../testing/dumps.ts';
import { follow, pdfOf, started, upload, uploaded } from '../testing/forms.ts';
import { engineNames, readAccount } from '../testing/logins.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1');
const type = (name: string) => ({ headers: { 'content-type': name } });
const named = (search: string) => ({ search });

describe.each(engineNames)('uploads on %s', (engine) => {
  let t: TestInstance;
  let form: string;
  beforeAll(async () => {
    t = await testInstance({ engine });
    form = (await started(t)).id;
  });
  afterAll(() => t.close());

  const read = () => t.rest('GET', `/v1/forms/${form}`);

  test.each([
    ['nothing', new Uint8Array(0), {}, 400, 'file_empty', 'content'],
    ['a page', Buffer.from('<!doctype html>'), {}, 415, 'media_type_unsupported'],
    [
      'a page that says it is a PDF',
      Buffer.from('<html>'),
      type('application/pdf'),
      415,
      'media_type_unsupported',
    ],
    ['a PNG that says it is a PDF', png, type('application/pdf'), 415, 'media_type_unsupported'],
    [
      'a PDF that says it is JSON',
      pdfOf('x'),
      type('application/json'),
      415,
      'media_type_unsupported',
    ],
    [
      'a form with a file in it',
      pdfOf('x'),
      type('multipart/form-data; boundary=x'),
      415,
      'media_type_unsupported',
    ],
    [
      'a packed file',
      pdfOf('x'),
      { headers: { 'content-encoding': 'gzip' } },
      415,
      'media_type_unsupported',
    ],
    ['one byte too many', pdfOf('x', MAX_FILE_BYTES + 1), {}, 413, 'body_too_large'],
    ['no slot', pdfOf('x'), named(''), 400, 'input_invalid', 'slot'],
    ['another slot', pdfOf('x'), named('slot=passport'), 400, 'input_invalid', 'slot'],
    ['an empty name', pdfOf('x'), named('slot=paystubs&name='), 400, 'input_invalid', 'name'],
    [
      'a NUL in its name',
      pdfOf('x'),
      named('slot=paystubs&name=a%00b'),
      400,
      'input_invalid',
      'name',
    ],
    [
      'a line in its name',
      pdfOf('x'),
      named('slot=paystubs&name=a%0D%0ASet-Cookie:b'),
      400,
      'input_invalid',
      'name',
    ],
    [
      'a long name',
      pdfOf('x'),
      named(`slot=paystubs&name=${'x'.repeat(201)}`),
      400,
      'input_invalid',
      'name',
    ],
  ] as const)(
    '%s is refused, and nothing is kept',
    async (_, bytes, request, status, code, field?: string) => {
      const before = await read();

      const refused = await upload(t, form, bytes, request);

      expect(refused).toMatchObject({ status, body: { code, detail: expect.any(String) } });
      if (field) expect(refused.body).toMatchObject({ [field]: [expect.any(String)] });
      expect(await read()).toEqual(before);
    },
  );

  test('what a file is called is shown as it was sent, and saved as what it is', async () => {
    const name = encodeURIComponent('../Lohn "März".exe');

    const file = await uploaded(t, form, { bytes: png, search: `slot=form_w2&name=${name}` });
    const { headers } = await follow(t, file.url);

    expect(file.name).toBe('../Lohn "März".exe');
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="-Lohn -M_rz-.exe.png"; filename*=UTF-8''-Lohn%20-M%C3%A4rz-.exe.png`,
    });
  });

  test('no byte of a file stands in the database, sealed or erased', async () => {
    const canary = 'CANARY-of-an-uploaded-file';
    const of = await started(t);
    const file = await uploaded(t, of.id, { bytes: pdfOf(canary.repeat(100)) });

    const sealed = await dumpOf(t);
    await t.rest('DELETE', `/v1/accounts/${(await readAccount(t, of.account)).id}`);
    const erased = await dumpOf(t);

    expect(sealed).toContain(file.file_id);
    expect(sealed).not.toContain(canary);
    expect(sealed).not.toContain(Buffer.from(canary).toString('base64').slice(4, -4));
    expect(erased).not.toContain(canary);
    expect(erased).not.toContain(file.file_id);
    expect((await follow(t, file.url)).status).toBe(404);
  });

  test('a world that comes back brings its files', async () => {
    const of = await started(t);
    const file = await uploaded(t, of.id, { bytes: pdfOf('comes back') });
    const { id } = (await t.rest('POST', '/v1/sandbox/snapshots')).body as { id: string };
    await t.rest('DELETE', `/v1/forms/${of.id}/files/${file.file_id}`);
    const gone = (await follow(t, file.url)).status;
    await t.rest('POST', `/v1/sandbox/snapshots/${id}/restore`);

    const back = await follow(t, file.url);

    expect([gone, back.status]).toEqual([404, 200]);
    expect(Buffer.from(back.body as Uint8Array).toString()).toContain('comes back');
  });

  test('a file of exactly 20 MiB is kept and comes back byte for byte', async () => {
    const bytes = pdfOf('the largest', MAX_FILE_BYTES);

    const file = await uploaded(t, form, { bytes });
    const back = await follow(t, file.url);

    expect(file.size).toBe(MAX_FILE_BYTES);
    expect(Buffer.compare(bytes, back.body as Uint8Array)).toBe(0);
  });
});
