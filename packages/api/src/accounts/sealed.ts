import { ChallengeAnswer, type Json, type Vault } from '@intarsia/domain';
import { z } from 'zod';

/** The parts of an account that are kept sealed: of its login, of its scans, of its deposit switch. */
type Part = 'credentials' | 'session' | 'resume' | 'cursor' | 'last' | 'config' | 'switch';

/** Where a part is kept; a value does not open at another place. */
interface Place {
  readonly account_id: string;
  readonly part: Part;
}

/** What `resume` holds: how far a login has come, with the answer it waits to be told. */
const Resume = z.object({ at: z.json(), answer: ChallengeAnswer.optional() });
type Resume = z.infer<typeof Resume>;

/** Seals a part of an account, as JSON. */
export function sealPart(vault: Vault, value: unknown, place: Place): string {
  return vault.seal(JSON.stringify(value), contextOf(place));
}

/** Opens a part of an account. */
export function openPart(vault: Vault, sealed: string, place: Place): Json {
  return JSON.parse(new TextDecoder().decode(vault.open(sealed, contextOf(place))));
}

/** Where a login has stopped; undefined at its beginning. */
export function openResume(
  vault: Vault,
  { account_id, resume }: { account_id: string; resume: string | null },
): Resume | undefined {
  if (resume === null) return undefined;
  return Resume.parse(openPart(vault, resume, { account_id, part: 'resume' }));
}

function contextOf({ account_id, part }: Place): string {
  return `accounts.${part}:${account_id}`;
}
