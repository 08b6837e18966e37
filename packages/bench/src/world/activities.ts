import Database from 'better-sqlite3';

/** Activities of each account: one every ten hours, from the first day of 2024 on. */
const OF_ACCOUNT = 1000;
const APART_HOURS = 10;
const FIRST = Date.UTC(2024, 0, 1);

/** Dates between which each account has 200 activities and some more. */
export const activityRange = {
  from_start_date: '2024-03-01T00:00:00Z',
  to_start_date: '2024-06-01T00:00:00Z',
} as const;

/** Fills a database that nobody else has open with activities of as many accounts as it takes. Gives one of these. */
export function fillActivities(file: string, environment_id: string, total: number): string {
  const database = new Database(file);
  // A database that is not finished yet is thrown away when this fails, so nothing needs a journal.
  for (const pragma of [
    'journal_mode = off',
    'synchronous = off',
    'cache_size = -262144',
    'foreign_keys = off',
  ]) {
    database.pragma(pragma);
  }
  const accounts = Math.ceil(total / OF_ACCOUNT);
  const chosen = Math.floor(accounts / 2);
  const [owner] = database
    .prepare<unknown[], { id: string }>('select id from users where environment_id = ? limit 1')
    .all(environment_id);
  if (!owner) throw new Error('the world has no users');
  const here = { environment_id, user_id: owner.id };
  database.transaction(() => {
    const insert = openInserts(database, here);
    for (let i = 0; i < accounts; i++) {
      insert.account(accountId(i));
      const size = Math.min(OF_ACCOUNT, total - i * OF_ACCOUNT);
      for (let n = 0; n < size; n++) insert.activity(accountId(i), { n, whole: i === chosen });
    }
  })();
  database.pragma('journal_mode = wal');
  database.close();
  return accountId(chosen);
}

function openInserts(
  database: Database.Database,
  { environment_id, user_id }: { environment_id: string; user_id: string },
) {
  const account = database.prepare(
    'insert into accounts (environment_id, id, user_id, created_at, status, body) values (?, ?, ?, ?, ?, ?)',
  );
  const activity = database.prepare(
    'insert into resources (environment_id, kind, id, account_id, user_id, date, created_at, updated_at, fingerprint, source_id, employer, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  let count = 0;
  return {
    account(id: string): void {
      account.run(environment_id, id, user_id, timeOf(0, '000Z'), 'connected', '{}');
    },
    /** `whole` ones can be read; the body of others is left out, which nobody asks for. */
    activity(account_id: string, { n, whole }: { n: number; whole: boolean }): void {
      const id = idOf('5', ++count);
      const date = timeOf(n);
      const at = timeOf(n, '.000000Z');
      const body = whole ? bodyAt(n) : '{}';
      activity.run(
        ...[environment_id, 'activities', id, account_id, user_id, date, at, at],
        ...[`fingerprint ${count}`, `work/${count}`, 'uber', body],
      );
    },
  };
}

function accountId(i: number): string {
  return idOf('7', i);
}

function idOf(version: string, n: number): string {
  return `00000000-0000-${version}000-8000-${n.toString(16).padStart(12, '0')}`;
}

function timeOf(n: number, end = 'Z'): string {
  return `${new Date(FIRST + n * APART_HOURS * 3_600_000).toISOString().slice(0, 19)}${end}`;
}

/** A body of about the usual length. */
function bodyAt(n: number): string {
  const start = timeOf(n);
  const second = FIRST / 1000 + n * APART_HOURS * 3600;
  const place = {
    lat: '40.712776',
    lng: '-74.005974',
    formatted_address: '1 Main St, New York, NY',
  };
  const never = { cancel_at: null, shift_start: null, shift_end: null };
  const pause = { break_start: null, break_end: null, breaks: [] };
  const moments = (at: string | number) => ({
    ...{ request_at: at, accept_at: at, pickup_at: at, dropoff_at: at },
    ...never,
    ...pause,
  });
  return JSON.stringify({
    metadata: {},
    link_item: 'uber',
    data_partner: 'uber',
    status: 'completed',
    type: 'rideshare',
    earning_type: 'work',
    num_tasks: 1,
    start_date: start,
    end_date: start,
    timezone: 'America/New_York',
    duration: 1200,
    distance: '7.31',
    distance_unit: 'miles',
    start_location: place,
    end_location: place,
    route: 'https://www.openstreetmap.org/directions?route=40.712776%2C-74.005974',
    all_datetimes: moments(start),
    all_timestamps: moments(second),
    circumstances: {
      ...{ is_pool: false, is_rush: true, is_surge: false },
      ...{ service_type: 'standard', position: 'Driver' },
    },
    income: {
      ...{ currency: 'USD', total_charge: '26.50', fees: '5.00', total: '20.00' },
      ...{ pay: '17.00', tips: '3.00', bonus: '0.00', taxes: '1.50' },
    },
    income_rates: { hour: '60.00', mile: '2.74' },
    complete_data_available: true,
  });
}
