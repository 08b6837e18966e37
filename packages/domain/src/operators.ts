import { z } from 'zod';
import { Id, Timestamp } from './values.ts';

/** What an operator may do: everything, or look. */
export const OperatorRole = z.enum(['admin', 'viewer']);
export type OperatorRole = z.infer<typeof OperatorRole>;

/** An e-mail address; compared without case, so kept in lower case. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'must have at most 254 characters')
  .pipe(z.email('must be an e-mail address'));
export type Email = z.infer<typeof Email>;

/** A person who signs in to the Console. */
export const Operator = z.object({
  id: Id,
  email: Email,
  role: OperatorRole,
  created_at: Timestamp,
  /** False until a password was set after the first one-time link. */
  has_password: z.boolean(),
});
export type Operator = z.infer<typeof Operator>;

/** Whether a role allows a kind of operation: viewers only read. */
export function mayRun(role: OperatorRole, kind: 'query' | 'mutation' | 'subscription'): boolean {
  return role === 'admin' || kind !== 'mutation';
}
