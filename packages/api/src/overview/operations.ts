import { z } from 'zod';
import { query } from '../kernel/index.ts';
import { countAll } from './actions.ts';

const Count = z.int().min(0);

/** Users, and accounts in all and by the status of their connection. */
export const Counts = z.object({
  users: Count,
  accounts: z.object({ total: Count, connecting: Count, connected: Count, error: Count }),
});
export type Counts = z.infer<typeof Counts>;

export const overviewOperations = {
  counts: query({
    policy: ['operator'],
    input: z.object({}),
    output: Counts,
    run: countAll,
  }),
};
