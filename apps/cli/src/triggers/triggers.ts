import type { EventType } from '@intarsia/domain';
import { switched } from './switched.ts';
import { tested, unanswered } from './webhooks.ts';
import {
  type About,
  answered,
  asked,
  connecting,
  driver,
  employee,
  scripted,
  synced,
  type TriggerCall,
} from './world.ts';

/** How an event is brought about. */
export interface Trigger {
  readonly does: string;
  /** It takes days: the clock of the sandbox has to be moved until it comes. */
  readonly takes_time?: true;
  make(call: TriggerCall): Promise<About>;
}

const NEW_PLATE = 'new_plate: SEW 1DLE';
const VANISH = 'vanish: {payouts: 1}';

const login = (does: string, as: typeof employee | typeof driver | typeof asked): Trigger => ({
  does,
  make: (call) => connecting(call, as),
});

const scan = (does: string, as: typeof employee | typeof driver): Trigger => ({
  does,
  async make(call) {
    const { id } = await synced(call, as);
    await call.api.sandbox.scan.mutate({ id });
    return { account: id };
  },
});

const later = (does: string, as: typeof employee | typeof driver, step: string): Trigger => ({
  does,
  takes_time: true,
  make: (call) => scripted(call, { login: as, step }),
});

/** How to bring about every event there is. */
export const triggers: Readonly<Record<EventType, Trigger>> = {
  'accounts.added': login('submits a login', employee),
  'accounts.connected': login('submits a login, which is accepted', employee),
  'accounts.failed': {
    does: 'submits a login with a wrong password',
    make: (call) => connecting(call, { ...employee, password: 'pass_invalid_credentials' }),
  },
  'accounts.updated': login('submits a login', employee),
  'accounts.removed': {
    does: 'submits a login and erases its account',
    async make(call) {
      const { id } = await synced(call, employee);
      await call.api.accounts.delete.mutate({ id });
      return { account: id };
    },
  },
  'accounts.pay_distribution_success': {
    does: 'connects an account and brings its deposit switch to its success',
    async make(call) {
      const { id } = await synced(call, employee);
      await call.api.sandbox.setPayDistribution.mutate({ id, status: 'success' });
      return { account: id };
    },
  },
  'accounts.pay_distribution_failed': {
    does: 'connects an account and lets its deposit switch fail',
    async make(call) {
      const { id } = await synced(call, employee);
      const error_code = 'card_update_failed';
      await call.api.sandbox.setPayDistribution.mutate({ id, status: 'error', error_code });
      return { account: id };
    },
  },
  'profiles.added': login('connects an account', employee),
  'profiles.updated': later(
    'lets an employee change jobs',
    employee,
    'new_employer: mossbridge_automotive',
  ),
  'employments.added': login('connects an account', employee),
  'employments.updated': later('raises a salary', employee, 'raise: 4.5%'),
  'documents.added': login('connects an account', employee),
  'documents.updated': later('gives a car another plate', driver, NEW_PLATE),
  'documents.removed': later('lets a payout vanish, with its payslip', employee, VANISH),
  'vehicles.added': login('connects an account of somebody who drives', driver),
  'vehicles.updated': later('gives a car another plate', driver, NEW_PLATE),
  'vehicles.removed': later('lets a car be sold', driver, 'drop_vehicle: true'),
  'reputations.added': login('connects an account of somebody who drives', driver),
  'reputations.updated': {
    does: 'lets somebody drive some more',
    takes_time: true,
    make: async (call) => ({ account: (await synced(call, driver)).id }),
  },
  'pay_allocations.added': login('connects an account', employee),
  'pay_allocations.updated': {
    does: 'connects an account, sends a part of the pay to a bank, and then another part',
    async make(call) {
      const { id } = await synced(call, employee);
      await switched(call, id, '200');
      await switched(call, id, '350.50');
      return { account: id };
    },
  },
  'pay_allocations.removed': later(
    'lets all pay go to another bank',
    employee,
    'redirect_pay: Juniper Credit Union',
  ),
  'forms.submitted': {
    does: 'answers a form and submits it',
    async make({ api }) {
      const templates = await api.forms.templates.query({});
      const template = templates.results.find(({ needs_files }) => !needs_files);
      const { id, account } = await api.forms.start.mutate(
        template ? { template: template.id } : {},
      );
      await api.forms.answer.mutate({ id, data: { income_source: 'Corner bakery' } });
      await api.forms.submit.mutate({ id });
      return { account };
    },
  },
  'payouts.partially_synced': login('connects an account of somebody who drives', driver),
  'payouts.fully_synced': login('connects an account', employee),
  'payouts.added': scan('connects an account and scans it again', employee),
  'payouts.updated': later('cancels a payout', employee, 'cancel: {payouts: 1}'),
  'payouts.removed': later('lets a payout vanish', employee, VANISH),
  'activities.partially_synced': login('connects an account of somebody who drives', driver),
  'activities.fully_synced': login('connects an account of somebody who drives', driver),
  'activities.added': scan('connects an account and scans it again', driver),
  'activities.updated': later(
    'lets a trip earn a tip',
    driver,
    'tip: {activities: 1, amount: "2.50"}',
  ),
  'activities.removed': later('lets a trip vanish', driver, 'vanish: {activities: 1}'),
  'users.created': {
    does: 'creates a user',
    make: async ({ api }) => ({ user: (await api.users.create.mutate({})).id }),
  },
  'users.updated': {
    does: 'creates a user and changes its metadata',
    async make({ api }) {
      const { id } = await api.users.create.mutate({});
      await api.users.update.mutate({ id, external_metadata: { triggered: true } });
      return { user: id };
    },
  },
  'users.removed': {
    does: 'creates a user and erases it',
    async make({ api }) {
      const { id } = await api.users.create.mutate({});
      await api.users.delete.mutate({ id });
      return { user: id };
    },
  },
  'challenges.added': login('submits a login, which asks for a code', asked),
  'challenges.removed': {
    does: 'submits a login, which asks for a code, and answers it',
    make: answered,
  },
  'tokens.revoked': {
    does: 'creates a user and revokes its tokens',
    async make({ api }) {
      const { id } = await api.users.create.mutate({});
      await api.tokens.revoke.mutate({ user: id });
      return { user: id };
    },
  },
  'webhooks.paused': {
    does: 'creates a webhook that nobody answers, and deletes it after five days',
    takes_time: true,
    make: unanswered,
  },
  'webhooks.test': { does: 'tests the newest webhook', make: tested },
};
