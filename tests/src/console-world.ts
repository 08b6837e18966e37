import { createIntarsia, type Intarsia } from '@intarsia/client';
import type { ConsoleServer } from './console.ts';
import { openReceiver } from './receiver.ts';

/** Ids in a sandbox that has a little of everything. */
export interface World {
  readonly user: string;
  /** Works for a gig platform: activities, a vehicle, a rating. */
  readonly connected: string;
  /** Has a job: payslips with taxes and deductions, a split of pay. */
  readonly employed: string;
  readonly connecting: string;
  readonly refused: string;
  /** Holds a form with a file. */
  readonly forms: string;
  /** Gets every event; of those after the first ones nothing arrives any more. */
  readonly webhook: string;
  /** One that was delivered to it, and one that fails. */
  readonly delivered: string;
  readonly failing: string;
  /** Does not get anything until somebody resumes it. */
  readonly paused: string;
  /** There is nothing in it. */
  readonly empty: string;
  /** The newest row of a kind, by the kind's place below its account. */
  readonly rows: Readonly<Record<'payouts' | 'activities' | 'documents' | 'forms', string>>;
}

const groups = ['lending', 'rental', 'mortgage'];

/** Fills a sandbox as a backend does: people, and accounts in every state of a connection. */
export async function fillSandbox({ url, key }: ConsoleServer): Promise<World> {
  const api = createIntarsia({ url, apiKey: key });
  const people: string[] = [];
  for (let n = 0; n < 12; n++) {
    const external_metadata = { customer: `C-${1400 + n}`, group: groups[n % groups.length] };
    const { id } = await api.users.create.mutate(n % 5 === 2 ? {} : { external_metadata });
    people.unshift(id);
  }
  const [user = '', second = '', third = '', fourth = ''] = people;
  const connect = async (of: string, link_item: string, login: object) => {
    const credentials = { username: 'test_1', password: 'passgood', ...login };
    return (await api.sandbox.connect.mutate({ user: of, link_item, ...credentials })).id;
  };
  // What is begun is done at once, so that nobody waits for it.
  await api.sandboxSettings.update.mutate({ speed: 'instant' });
  await connect(third, 'selvage_shopper', { password: 'pass_auth_required' });
  const empty = await connect(fourth, 'taskheddle', { username: 'test_empty' });
  const employed = await connect(second, 'walmart', { username: 'test_2' });
  const refused = await connect(user, 'homedepot', { password: 'pass_login_attempts_exceeded' });
  // It asks for a code, and nobody gives one.
  const connecting = await connect(second, 'hopwheel', {});
  const connected = await connect(user, 'warpride', {});
  await api.sandboxSettings.update.mutate({ speed: 'fast' });
  await api.linkSettings.create.mutate({ name: 'Checkout', accent: '#1f6feb' });
  const hooks = await fillWebhooks(api);
  const forms = await sendForm(api, third);
  const first = ({ results }: { results: { id: string }[] }) => results[0]?.id ?? '';
  const rows = {
    payouts: first(await api.payouts.list.query({ account: employed, limit: 1 })),
    activities: first(await api.activities.list.query({ account: connected, limit: 1 })),
    documents: first(await api.documents.list.query({ account: employed, limit: 1 })),
    forms: first(await api.forms.list.query({ account: forms, limit: 1 })),
  };
  return { user, connected, employed, connecting, refused, forms, empty, rows, ...hooks };
}

/** A webhook whose receiver has gone away since, and one that was paused after nothing had arrived. */
async function fillWebhooks(
  api: Intarsia,
): Promise<Pick<World, 'webhook' | 'delivered' | 'failing' | 'paused'>> {
  const receiver = await openReceiver();
  const url = `${receiver.url}/webhooks`;
  const settled = async (id: string, tries: number) => {
    for (;;) {
      const { results } = await api.webhooks.deliveries.query({ id, limit: 200 });
      const [newest] = results;
      if (newest && results.every(({ attempts }) => attempts.length >= tries)) return newest.id;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const events = ['accounts.added', 'accounts.connected', 'accounts.updated', 'payouts.added'];
  const paused = await api.webhooks.create.mutate({ name: 'Staging', url, events });
  await api.webhookChaos.set.mutate({ id: paused.id, duplicate: 0.25, delay: 0.1, next: 40 });
  await api.webhooks.update.mutate({ id: paused.id, status: 'paused' });
  const config = { include_resource: true, days_synced: 60 };
  const made = await api.webhooks.create.mutate({ name: 'Backend', url, events: '*', config });
  await api.webhooks.test.mutate({ id: made.id });
  const delivered = await settled(made.id, 1);
  await receiver.close();
  await api.webhooks.test.mutate({ id: made.id });
  const failing = await settled(made.id, 1);
  return { webhook: made.id, delivered, failing, paused: paused.id };
}

/** A form as somebody sends it in, with a payslip. Gives its account. */
async function sendForm(api: Intarsia, user: string): Promise<string> {
  const { id, account } = await api.forms.start.mutate({ user, link_item: 'form_link_item' });
  const data = { income_source: 'Corner bakery', payroll_provider: 'On paper' };
  await api.forms.answer.mutate({ id, data });
  const content = Buffer.from('%PDF-1.7\nApril').toString('base64');
  await api.forms.addFile.mutate({ id, slot: 'paystubs', name: 'april.pdf', content });
  await api.forms.submit.mutate({ id });
  return account;
}

/**
 * Connects an account and stops the clock of the sandbox in the middle of its first scan, when some of its
 * activities are there. Gives its id.
 */
export async function scanHalf({ url, key }: ConsoleServer): Promise<string> {
  const api = createIntarsia({ url, apiKey: key });
  await api.clock.freeze.mutate({});
  const login = { link_item: 'bobbin_eats', username: 'test_busy', password: 'passgood' };
  const { id } = await api.sandbox.connect.mutate(login);
  for (;;) {
    const { jobs_run } = await api.clock.step.mutate({});
    const { activities } = (await api.accounts.get.query({ id })).availability;
    if ((activities?.available_count ?? 0) > 200) return id;
    if (jobs_run === 0) throw new Error('the scan went by without being seen');
  }
}
