import { MINUTE, SECOND } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { testInstance } from '../../../runtime/src/testing.ts';
import { dumpOf } from '../testing/dumps.ts';
import { connected, engineNames, pass, readAccount } from '../testing/logins.ts';
import { bank_account, card, confirm, encrypted, start, whole } from '../testing/switches.ts';
import { keptLog } from '../testing/workers.ts';

test.each(engineNames)(
  'no number of an account or a card is stored, told or logged in clear on %s',
  async (engine) => {
    const { log, lines } = keptLog();
    const t = await testInstance({ engine, log });
    const { id, user } = await connected(t, { link_item: 'walmart', username: 'gen_1' });
    const both = { ...whole, card };
    const secrets = [bank_account.account_number, card.card_number, `"${card.card_cvc_cvv}"`];
    const seen: string[] = [];
    const look = async () => {
      seen.push((await readAccount(t, id)).pay_distribution.status);
      const text = `${await dumpOf(t)} ${JSON.stringify(lines)}`;
      for (const secret of secrets) expect(text).not.toContain(secret);
    };
    const headers = { 'idempotency-key': 'canary' };
    const path = '/v1/pay-distribution-configs/encrypt';
    await t.rest('POST', path, { body: both, headers });
    await t.rest('POST', path, {
      body: { ...both, bank_account: { ...bank_account, routing_number: '1' } },
    });
    await look();
    await start(t, id, both);
    await look();
    await confirm(t, id);
    await look();
    await pass(t, SECOND);
    await look();
    await pass(t, MINUTE);
    await look();
    const shown = await t.rest('GET', `/v1/pay-allocations?account=${id}`);
    await t.rest('POST', path, { body: whole });
    await start(t, id, { card: { ...card, card_number: '9000000000000010' } });
    await confirm(t, id);
    await pass(t, MINUTE);
    await look();
    await t.rest('DELETE', `/v1/users/${user}`);

    expect(seen).toEqual([
      'idle',
      'awaiting_confirmation',
      'scanning',
      'updating',
      'success',
      'error',
    ]);
    expect(shown.text).toContain(bank_account.account_number);
    expect(shown.text).not.toContain(card.card_number);
    const rest = await dumpOf(t);
    for (const trace of [bank_account.routing_number, '3456', await encrypted(t)]) {
      expect(rest).not.toContain(trace);
    }
    await t.close();
  },
);
