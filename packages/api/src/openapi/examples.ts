import {
  type Account,
  type ApiKey,
  type CreatedApiKey,
  type CreatedUser,
  type FeedEvent,
  type Introspection,
  type LinkItem,
  rawJson,
  type User,
  type Webhook,
} from '@intarsia/domain';
import { resourceExamples } from './resource-examples.ts';

const USER = '018051aa-f7a9-7c3e-9f38-6cfa325e9d69';
const CLIENT = '0d9b5bf3-97fa-4757-a136-b2a03d171414';
const ACCOUNT = '018051ac-2b1e-7f0a-8a53-1f6f2f3d9b60';
const TIME = '2022-04-22T14:26:40.682437Z';
const synced = { status: 'synced', updated_at: TIME } as const;
const noEvents = {
  ...synced,
  available_count: 0,
  available_from: null,
  available_to: null,
} as const;

const key: ApiKey = {
  id: '7c1d2c58-4a0e-4d0b-9d5e-0f6a3c9a7b21',
  name: 'nightly tests',
  kind: 'sandbox',
  created_at: TIME,
  expires_at: null,
  revoked_at: null,
};

const account: Account = {
  id: ACCOUNT,
  user: USER,
  employers: ['Walmart'],
  link_item: 'walmart',
  data_partner: 'walmart',
  source: 'argyle_sandbox',
  created_at: TIME,
  updated_at: TIME,
  was_connected: true,
  status: 'connected',
  error_code: null,
  connection: { status: 'connected', error_code: null, error_message: null, updated_at: TIME },
  pay_distribution: {
    status: 'idle',
    error_code: null,
    error: null,
    error_message: null,
    updated_at: TIME,
  },
  availability: {
    profiles: synced,
    employments: synced,
    reputations: synced,
    documents: synced,
    vehicles: synced,
    pay_allocations: synced,
    payouts: noEvents,
    activities: noEvents,
    forms: null,
  },
};

const user: User = {
  id: USER,
  created_at: TIME,
  employers_connected: ['Walmart'],
  data_providers_connected: ['walmart'],
  external_metadata: rawJson('{"group":"A5"}'),
};

const introspection: Introspection = {
  active: true,
  token_use: 'access',
  token_type: 'Bearer',
  client_id: CLIENT,
  sub: USER,
  iss: 'intarsia',
  jti: '782f8ed6-3103-4a6f-8193-f7c7b2d2a02e',
  iat: 1_650_637_600,
  exp: 1_653_229_600,
};

const item: LinkItem = {
  id: 'walmart',
  item_id: '229fe02c-0ec0-518b-90ba-342e0ac6a2b7',
  name: 'Walmart',
  type: 'retail',
  kind: 'employer',
  logo_url: 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E',
  status: 'healthy',
  status_details: null,
  known_limitations: null,
  has_two_fa: false,
  is_disabled: false,
  features: {
    pay_distribution_update: {
      supported: true,
      max_allocations: 8,
      amount_allocation: true,
      percent_allocation: false,
      amount_precision: '0.01',
      percent_precision: null,
      action_types: [],
      required_fields: {
        bank_account: ['bank_name', 'routing_number', 'account_number', 'account_type'],
      },
    },
    pay_distribution_card_update: {
      supported: true,
      max_allocations: 1,
      required_fields: {
        card: ['card_number', 'card_cvc_cvv', 'expiration_year', 'expiration_month', 'postal_code'],
      },
    },
  },
};

const webhook: Webhook = {
  id: 'b3a5f2d0-6c1e-4a78-9c1b-2f4e7d9a0c35',
  events: ['*'],
  name: 'Backend',
  url: 'https://example.com/webhooks',
  secret: null,
  signing_secret: null,
  config: { include_resource: true, days_synced: 60 },
  status: 'active',
  created_at: TIME,
  updated_at: TIME,
};

const event: FeedEvent = {
  id: '4f0c2b1e-7d35-8a61-9c2e-00000000002a',
  type: 'payouts.fully_synced',
  occurred_at: TIME,
  user: USER,
  account: ACCOUNT,
  sequence: 9,
  data: {
    account: ACCOUNT,
    user: USER,
    available_from: '2021-04-30T00:00:00Z',
    available_to: '2022-04-15T00:00:00Z',
    available_count: 26,
  },
};

const created: CreatedUser = { token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.….…', id: USER };
const createdKey: CreatedApiKey = { ...key, secret: 'Q0b0Y2lq4nU1oP6vB8Jt3m7xKdT5sWzE' };

/** An example of each named model of the document. */
export const examples: Readonly<Record<string, unknown>> = {
  Account: account,
  ApiKey: key,
  CreatedApiKey: createdKey,
  CreatedUser: created,
  FeedEvent: event,
  Introspection: introspection,
  LinkItem: item,
  User: user,
  Webhook: webhook,
  ...resourceExamples,
  UserTokens: { access: created.token, refresh: created.token },
};
