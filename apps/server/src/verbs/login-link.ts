import type { OperatorRole } from '@intarsia/domain';
import type { Config } from '../config.ts';
import { exits } from '../failures.ts';
import type { Io } from '../io.ts';
import { openLog } from '../log.ts';
import { openExisting } from '../opening.ts';

/** Makes a one-time link that signs an operator in to the Console. */
export async function loginLink(
  config: Config,
  { io, email, role }: { io: Io; email: string | undefined; role: OperatorRole | undefined },
): Promise<number> {
  const instance = await openExisting(config, openLog('error'));
  try {
    const { url, operator } = await instance
      .callAs({ actor: { kind: 'local' } })
      .operators.signInLink({ email, role });
    io.out(`${url}\n`);
    io.err(`For ${operator.email} (${operator.role}); it works once.\n`);
    return exits.ok;
  } finally {
    await instance.close();
  }
}
