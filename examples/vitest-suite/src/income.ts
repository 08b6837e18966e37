// An application of its own: it knows nothing of tests, only an address, a key and a fetch.

/** How the application reaches the API. */
export interface Connection {
  readonly url: string;
  /** `id:secret`. */
  readonly apiKey: string;
  readonly fetch: typeof globalThis.fetch;
}

/** What a lender wants to know about somebody's pay. */
export type Income =
  | { readonly status: 'known'; readonly payouts: number; readonly net_last_90_days: number }
  | { readonly status: 'sign_in_again'; readonly because: string }
  | { readonly status: 'not_yet' };

interface Account {
  readonly connection: { readonly status: string; readonly error_code: string | null };
  readonly availability: { readonly payouts: { readonly status: string } | null };
}

interface Payout {
  readonly status: string;
  readonly payout_date: string;
  readonly net_pay: string | null;
}

interface Page<Item> {
  readonly next: string | null;
  readonly results: readonly Item[];
}

const DAY = 86_400_000;

/** What is known about the income behind an account, as of a moment. */
export async function incomeOf(
  connection: Connection,
  account_id: string,
  now: Date,
): Promise<Income> {
  const account = await read<Account>(connection, `/v1/accounts/${account_id}`);
  const { status, error_code } = account.connection;
  if (status === 'error') return { status: 'sign_in_again', because: error_code ?? 'unknown' };
  if (account.availability.payouts?.status !== 'synced') return { status: 'not_yet' };
  const from = new Date(now.getTime() - 90 * DAY).toISOString();
  const paid = (await payoutsOf(connection, account_id, from)).filter(
    (payout) => payout.status === 'completed',
  );
  const cents = paid.reduce((sum, { net_pay }) => sum + Math.round(Number(net_pay) * 100), 0);
  return { status: 'known', payouts: paid.length, net_last_90_days: cents / 100 };
}

/** All payouts since a moment, page by page. */
export async function payoutsOf(
  connection: Connection,
  account_id: string,
  from: string,
): Promise<Payout[]> {
  const query = new URLSearchParams({ account: account_id, from_start_date: from, limit: '5' });
  const payouts: Payout[] = [];
  let next: string | null = `/v1/payouts?${query}`;
  while (next !== null) {
    const page: Page<Payout> = await read<Page<Payout>>(connection, next);
    payouts.push(...page.results);
    next = page.next;
  }
  return payouts;
}

async function read<T>({ url, apiKey, fetch }: Connection, path: string): Promise<T> {
  const response = await fetch(new URL(path, url), {
    headers: { authorization: `Basic ${btoa(apiKey)}` },
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${JSON.stringify(body)}`);
  return body as T;
}
