import type { OperatorRole } from '@intarsia/domain';
import type { Config } from '../config.ts';
import { exits } from '../failures.ts';
import type { Io } from '../io.ts';
import { openLog } from '../log.ts';
import { openExisting } from '../opening.ts';

/** For whom the link is, and how to show it. */
export interface LinkOptions {
  readonly io: Io;
  readonly email: string | undefined;
  readonly role: OperatorRole | undefined;
  readonly json: boolean;
}

/** Makes a one-time link that signs an operator in to the Console. */
export async function loginLink(
  config: Config,
  { io, email, role, json }: LinkOptions,
): Promise<number> {
  const instance = await openExisting(config, openLog('error'));
  try {
    const made = await instance
      .callAs({ actor: { kind: 'local' } })
      .operators.signInLink({ email, role });
    const { url, operator } = made;
    io.out(json ? `${JSON.stringify(made)}\n` : `${url}\n`);
    io.err(`For ${operator.email} (${operator.role}); it works once.\n`);
    return exits.ok;
  } finally {
    await instance.close();
  }
}
