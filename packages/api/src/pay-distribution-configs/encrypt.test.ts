import { basicAuth, type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../testing/logins.ts';
import { bank_account, card, encrypted, whole } from '../testing/switches.ts';

const path = '/v1/pay-distribution-configs/encrypt';

describe('an encrypted config', () => {
  let t: TestInstance;
  let account: string;
  beforeAll(async () => {
    t = await testInstance();
    account = (await connect(t, { link_item: 'walmart' })).id;
  });
  afterAll(() => t.close());

  const start = (encrypted_config: string) =>
    t.rest('POST', `/v1/accounts/${account}/pay-distribution`, { body: { encrypted_config } });

  test('is standard Base64 that shows nothing of what it is made of', async () => {
    const both = { ...whole, card };
    const texts = [await encrypted(t, both), await encrypted(t, both)];

    expect(texts[0]).not.toBe(texts[1]);
    for (const text of texts) {
      expect(text).toMatch(/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
      const inside = atob(text);
      const sealed = atob(inside.split('.')[2]?.replaceAll('-', '+').replaceAll('_', '/') ?? '');
      // Not the three digits of the card's code: any text of this length may have them by chance.
      for (const secret of [bank_account.account_number, card.card_number]) {
        expect(`${text} ${inside} ${sealed}`).not.toContain(secret);
      }
    }
  });

  test('is not kept', async () => {
    const before = await t.again();
    const scope = { environment_id: t.sandbox.id };
    const events = () => before.deps.store.read.events.list(scope, { after_cursor: 0, limit: 99 });
    const told = await events();
    await encrypted(t);

    expect(await events()).toEqual(told);
    expect(await before.deps.store.read.switches.find(scope, account)).toBeUndefined();
    await before.close();
  });

  test('is the same for the same Idempotency-Key', async () => {
    const request = { body: whole, headers: { 'idempotency-key': 'config-1' } };
    const first = await t.rest('POST', path, request);
    const second = await t.rest('POST', path, request);

    expect(first.status).toBe(200);
    expect(second.text).toBe(first.text);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  test('that was changed in any place is refused by its field', async () => {
    const text = await encrypted(t);
    const changed = [...text].map((one, place) => {
      const other = one === 'A' ? 'B' : 'A';
      return `${text.slice(0, place)}${other}${text.slice(place + 1)}`;
    });
    const others = [text.slice(4), text.slice(0, -4), `${text}AAAA`, ` ${text}`, `${text}\n`, 'x'];

    for (const one of [
      ...changed.filter((_, place) => place % 7 === 0),
      ...others,
      changed.at(-1) ?? '',
    ]) {
      expect(await start(one)).toMatchObject({
        status: 400,
        body: { code: 'input_invalid', encrypted_config: [expect.any(String)] },
      });
    }
  });

  test('of another environment or another client is refused by its field', async () => {
    const admin = t.instance.callAs({ actor: { kind: 'local' } });
    const { api_key } = await admin.clients.create({ name: 'Another company' });

    for (const auth of [t.keys.live.auth, basicAuth(api_key)]) {
      const { body } = await t.rest('POST', path, { body: whole, auth });
      const { encrypted_config } = Object(body);
      expect(encrypted_config).toMatch(/^[A-Za-z0-9+/]+=*$/);
      expect(await start(encrypted_config)).toMatchObject({
        status: 400,
        body: { encrypted_config: ['is not one that was encrypted for this environment'] },
      });
    }
  });

  test.each([
    ['nothing', {}, 'bank_account'],
    ['a short account number', bank({ account_number: '1234567' }), 'bank_account.account_number'],
    ['a number for a number', bank({ routing_number: 84101234 }), 'bank_account.routing_number'],
    ['a bank account without a share', { bank_account }, 'entire_allocation'],
    [
      'half a name',
      { card: { ...card, cardholder_last_name: 'Doe' } },
      'card.cardholder_first_name',
    ],
    [
      'a card that has expired',
      { card: { ...card, expiration_year: 2021 } },
      'card.expiration_year',
    ],
    [
      'a card that has just expired',
      { card: { ...card, expiration_year: 2022, expiration_month: 3 } },
      'card.expiration_month',
    ],
    [
      'more than all',
      { bank_account, percent_allocation: { value: '101' } },
      'percent_allocation.value',
    ],
    ['two ways to a card', { card, card_source: { id: 1 } }, 'card_source'],
  ])('of %s is refused by its field', async (_, body, field) => {
    const answer = await t.rest('POST', path, { body });

    expect(answer).toMatchObject({
      status: 400,
      body: {
        code: 'input_invalid',
        detail: expect.stringContaining(field),
        [field]: [expect.any(String)],
      },
    });
  });

  test('with a card that expires before it is used is refused by its field', async () => {
    const soon = await encrypted(t, {
      card: { ...card, expiration_year: 2022, expiration_month: 4 },
    });
    t.clock.advance(9 * 86_400_000);

    expect(await start(soon)).toMatchObject({
      status: 400,
      body: { 'card.expiration_month': [expect.any(String)] },
    });
  });

  test('is not made for a client that does not switch pay', async () => {
    const admin = t.instance.callAs({ actor: { kind: 'local' } });
    const good = await encrypted(t);
    const set = (pay_distribution: boolean) =>
      admin.clients.update({ id: t.client.id, settings: { pay_distribution } });
    await set(false);
    const answers = [
      await t.rest('POST', path, { body: whole }),
      await start(good),
      await t.rest('POST', `/v1/accounts/${account}/pay-distribution/confirm`),
    ];
    await set(true);

    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'pay_distribution_off' } });
    }
    expect((await start(good)).status).toBe(202);
  });
});

function bank(change: object): object {
  return { ...whole, bank_account: { ...bank_account, ...change } };
}
