import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { AccountRef } from '@intarsia/domain';
import { type Instance, openInstance } from './instance.ts';

/**
 * Makes a world in a database by calls of its own and writes the export of it to a file. Everything but
 * the seed is as the machine gives it: wall time, randomness, keys, time zone.
 */
const [database_url = '', seed = '', file = '', size = 'large'] = process.argv.slice(2);

const silent = { debug() {}, info() {}, warn() {}, error() {} };
/** What was made is known by its id. */
const idIn = (body: unknown) => AccountRef.parse(body).id;

/** Something happens to its records within the days that pass. */
const scenario = {
  name: 'a-lively-day',
  description: 'Slow, then a tip and an activity that was never.',
  persona: 'test_busy',
  connect: [{ wait: '40s' }],
  scan: [{ after_records: 100, wait: '20s' }],
  later: [
    { after: '1d', tip: { activities: 2, amount: '3.50' } },
    { after: '2d', vanish: { activities: 1 } },
  ],
};

const config = {
  bank_account: {
    bank_name: 'Harborline Bank',
    routing_number: '141000128',
    account_number: '4837461592',
    account_type: 'checking',
  },
  entire_allocation: true,
};

async function main(): Promise<void> {
  const instance = await openInstance({
    database_url,
    master_key: randomBytes(32),
    public_url: 'http://intarsia.test',
    log: silent,
    seed,
  });
  await makeWorld(instance);
  const text = await instance.exportWorld(instance.first_start?.sandbox_id ?? '');
  await writeFile(file, text);
  await instance.close();
  console.log(JSON.stringify({ behind: new Date('2026-07-01T00:00:00Z').getTimezoneOffset() }));
}

async function makeWorld(instance: Instance): Promise<void> {
  const { id, secret } = instance.first_start?.api_key ?? { id: '', secret: '' };
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const post = async (path: string, body: object | Uint8Array = {}): Promise<unknown> => {
    const answer = await instance.rest({
      method: 'POST',
      url: `/v1/${path}`,
      headers: { authorization },
      body: body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body)),
      origin: 'http://intarsia.test',
      request_id: 'run',
    });
    const text = Buffer.from(answer.body).toString();
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  const connect = async (link_item: string, username: string, more: object = {}) =>
    idIn(await post('sandbox/accounts', { link_item, username, password: 'passgood', ...more }));

  await post('sandbox/clock/freeze', { at: '2027-03-01T09:00:00Z' });
  const user = idIn(await post('users', { external_metadata: { name: 'Ann' } }));
  const accounts = [
    await connect('warpride', 'test_1', { user }),
    await connect('parcelfinch', 'gen_11'),
  ];
  if (size === 'large') {
    await connect('warpride', 'test_busy', { user });
    await post('sandbox/scenarios', scenario);
    await connect('parcelfinch', scenario.name);
    await connect('weftgo', 'test_2');
    await connect('copperlark_coffee', 'gen_7');
    await connect('paythread', 'gen_12');
    await connect('warpride', 'gen_13', { password: 'pass_auth_required' });
    await connect('warpride', 'gen_14', { password: 'wrong' });
  }
  const form = idIn(await post('forms', { user }));
  await post(`forms/${form}/files?slot=paystubs&name=march.pdf`, Buffer.from('%PDF-1.7 of March'));
  await post(`forms/${form}/submit`);
  await post('sandbox/clock/run');
  for (let n = 0; n < 3; n++) {
    for (const account of accounts) await post(`accounts/${account}/periodic-scan`);
    await post('sandbox/clock/advance', { by: 'P1DT6H' });
  }
  if (size === 'large') {
    const account = await connect('walmart', 'gen_15');
    const { encrypted_config } = Object(await post('pay-distribution-configs/encrypt', config));
    await post(`accounts/${account}/pay-distribution`, { encrypted_config });
  }
  await post('users');
}

await main();
