import type { Connector } from '@intarsia/domain';
import { untilAborted } from '../steps.ts';
import { admit, logIn } from './connect.ts';
import { loginFields, SandboxCredentials } from './credentials.ts';
import type { DocumentContent } from './data/papers/contents.ts';
import { updatePayDistribution } from './pay-distribution.ts';
import { probe } from './play/probe.ts';
import { scan } from './scan.ts';

/** A source that exists only here: known people, invented data, errors on demand. It reaches no network. */
export const sandbox: Connector = {
  id: 'sandbox',
  simulated: true,
  credentials: SandboxCredentials,
  loginFields,
  connect: (attempt, io) => untilAborted(logIn(attempt, io), io.signal),
  scan: (session, from, io) => untilAborted(scan(session, from, io), io.signal),
  async drawFile(content) {
    // Loaded when the first file is asked for: most processes never draw one.
    const { drawDocument } = await import('./pdf/draw.ts');
    // Safe: what is stored of a document is what a scan of this connector brought.
    return drawDocument(content as DocumentContent);
  },
  admit,
  probe,
  updatePayDistribution: (session, attempt, io) =>
    untilAborted(updatePayDistribution(session, attempt, io), io.signal),
};
