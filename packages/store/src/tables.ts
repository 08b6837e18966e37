import type {
  ApiKeysTable,
  IdempotencyTable,
  LinkKeysTable,
  LinkSettingsTable,
  TokensTable,
} from './tables/access-tables.ts';
import type {
  CountersTable,
  DeliveriesTable,
  DeliveryAttemptsTable,
  EventsTable,
  JobsTable,
  WebhooksTable,
} from './tables/event-tables.ts';
import type {
  ClientsTable,
  EnvironmentsTable,
  InstanceTable,
  OperatorsTable,
  SessionsTable,
  SignInLinksTable,
  SigningKeysTable,
} from './tables/instance-tables.ts';
import type {
  AccountsTable,
  BlobsTable,
  ConnectionsTable,
  ResourcesTable,
  ScansTable,
  ScenariosTable,
  SwitchesTable,
  UserSearchTable,
  UsersTable,
} from './tables/people-tables.ts';

export type * from './tables/access-tables.ts';
export type * from './tables/event-tables.ts';
export type * from './tables/instance-tables.ts';
export type * from './tables/people-tables.ts';

/** Every table, with its rows as they are stored. */
export interface Tables {
  instance: InstanceTable;
  clients: ClientsTable;
  environments: EnvironmentsTable;
  api_keys: ApiKeysTable;
  link_keys: LinkKeysTable;
  signing_keys: SigningKeysTable;
  operators: OperatorsTable;
  sessions: SessionsTable;
  sign_in_links: SignInLinksTable;
  users: UsersTable;
  user_search: UserSearchTable;
  accounts: AccountsTable;
  connections: ConnectionsTable;
  tokens: TokensTable;
  idempotency: IdempotencyTable;
  jobs: JobsTable;
  events: EventsTable;
  resources: ResourcesTable;
  blobs: BlobsTable;
  scans: ScansTable;
  scenarios: ScenariosTable;
  link_settings: LinkSettingsTable;
  switches: SwitchesTable;
  webhooks: WebhooksTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  counters: CountersTable;
}
