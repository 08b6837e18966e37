import { z } from 'zod';
import { ConnectionErrorCode } from '../connection-errors.ts';
import { ListInput } from '../lists.ts';
import { PayDistributionErrorCode } from '../pay-distribution-errors.ts';
import { Id, IdInput, Timestamp } from '../values.ts';
import { Availability } from './availability.ts';

/** A field that older clients read under another name than today's. */
function twin<T extends z.ZodType>(schema: T, of: string): T {
  return schema.meta({ deprecated: true, description: `Always equal to \`${of}\`.` });
}

/** Whether there is a live link to the source. */
export const ConnectionStatus = z.enum(['connecting', 'connected', 'error']);
export type ConnectionStatus = z.infer<typeof ConnectionStatus>;

/** The link between an account and its source. */
export const AccountConnection = z.object({
  status: ConnectionStatus,
  error_code: ConnectionErrorCode.nullable(),
  error_message: z.string().nullable(),
  updated_at: Timestamp,
});
export type AccountConnection = z.infer<typeof AccountConnection>;

/** How far a deposit switch has come. */
export const PayDistributionStatus = z.enum([
  'idle',
  'awaiting_confirmation',
  'awaiting_connection',
  'scanning',
  'updating',
  'success',
  'error',
]);
export type PayDistributionStatus = z.infer<typeof PayDistributionStatus>;

/** The newest deposit switch of an account. */
export const PayDistribution = z.object({
  status: PayDistributionStatus,
  error_code: PayDistributionErrorCode.nullable(),
  /** @deprecated Always equal to `error_code`. */
  error: twin(PayDistributionErrorCode.nullable(), 'error_code'),
  error_message: z.string().nullable(),
  updated_at: Timestamp,
});
export type PayDistribution = z.infer<typeof PayDistribution>;

/** One connection of one user to one link item: the documented account object. */
export const Account = z.object({
  id: Id,
  user: Id,
  employers: z.array(z.string()),
  link_item: z.string(),
  /** @deprecated Always equal to `link_item`. */
  data_partner: twin(z.string(), 'link_item'),
  /** The system that the records come from. */
  source: z.string(),
  created_at: Timestamp,
  updated_at: Timestamp,
  /** True for good after the first success. */
  was_connected: z.boolean(),
  /** @deprecated Always equal to `connection.status`. */
  status: twin(ConnectionStatus, 'connection.status'),
  /** @deprecated Always equal to `connection.error_code`. */
  error_code: twin(ConnectionErrorCode.nullable(), 'connection.error_code'),
  connection: AccountConnection,
  pay_distribution: PayDistribution,
  availability: Availability,
});
export type Account = z.infer<typeof Account>;

/** Names one account. */
export const AccountRef = z.object({ id: IdInput });
export type AccountRef = z.infer<typeof AccountRef>;

/** A list of accounts, all or those of one user. */
export const ListAccountsInput = ListInput.extend({ user: IdInput.optional() });
export type ListAccountsInput = z.infer<typeof ListAccountsInput>;

/** The account as a client without pay distribution sees it: the key is absent. */
export function withoutPayAllocations(account: Account): Account {
  const { pay_allocations: _, ...availability } = account.availability;
  return { ...account, availability };
}
