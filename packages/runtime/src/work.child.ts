// Does the jobs of an instance until it is told to end or is killed; or drives the clock of its sandbox for an
// hour, when it is given a key. Says `commit` after each of its writes, `idle` when nothing is left to do, and at a
// good end how many jobs it has run.
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type Clock, later } from '@intarsia/domain';
import { systemClock } from './clocks.ts';
import { openInstance } from './instance.ts';
import { wholeRound } from './work.ts';

const [database_url = '', master_key = '', ahead = '0', key] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);

const machine = systemClock();
/** Ahead of the machine's, so that the leases of a killed process are over. */
const wall: Clock = { now: () => later(machine.now(), Number(ahead)) };
const instance = await openInstance({
  database_url,
  master_key: Buffer.from(master_key, 'hex'),
  public_url: 'http://intarsia.test',
  log: { debug() {}, info() {}, warn: tell, error: tell },
  existing: true,
  machine: { wall },
});
const { store } = instance.deps;
const { write } = store;
const told: Pick<typeof store, 'write'> = {
  async write(run, options) {
    const answer = await write(run, options);
    say('commit');
    return answer;
  },
};
Object.assign(store, told);

const ran = key === undefined ? await workUntilTold() : await drive(key);
await instance.close();
say(`ran ${ran}`);

async function workUntilTold(): Promise<number> {
  let isOver = false;
  process.once('SIGTERM', () => {
    isOver = true;
  });
  let total = 0;
  for (let wasBusy = true; !isOver; ) {
    const taken = await wholeRound(instance);
    total += taken;
    if (taken === 0 && wasBusy) say('idle');
    wasBusy = taken > 0;
    if (!wasBusy) await wait(5);
  }
  // On a busy machine the last ones are slow, and only the next round tells of them.
  for (let taken = 1; taken > 0; total += taken) taken = await wholeRound(instance);
  return total;
}

async function drive(authorization: string): Promise<number> {
  const { status, body } = await instance.rest({
    method: 'POST',
    url: '/v1/sandbox/clock/advance',
    headers: { authorization },
    body: Buffer.from(JSON.stringify({ to: '2027-03-01T10:00:00Z' })),
    origin: 'http://intarsia.test',
    request_id: 'drive',
  });
  if (status !== 200) throw new Error(String(body));
  return JSON.parse(String(body)).jobs_run;
}

function tell(fields: object, message: string): void {
  console.error(message, fields);
}
