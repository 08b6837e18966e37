import type { Connector } from '@intarsia/domain';
import { untilAborted } from '../steps.ts';
import { logIn } from './connect.ts';
import { SandboxCredentials } from './credentials.ts';
import { scan } from './scan.ts';

/** A source that exists only here: known people, invented data, errors on demand. It reaches no network. */
export const sandbox: Connector = {
  id: 'sandbox',
  simulated: true,
  credentials: SandboxCredentials,
  connect: (attempt, io) => untilAborted(logIn(attempt, io), io.signal),
  scan: (session, from, io) => untilAborted(scan(session, from, io), io.signal),
};
