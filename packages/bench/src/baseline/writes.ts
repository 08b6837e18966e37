import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerRest } from './answers.ts';
import { openCommits } from './commits.ts';
import { insertPair, insertUser } from './rows.ts';
import type { Statements } from './statements.ts';
import { openSigner, type Signing, timeText } from './tokens.ts';

/** Answers POST: a new user with a first token, or a pair of tokens. */
export function openWrites(
  statements: Statements,
  { environment_id, signing }: { environment_id: string; signing: Signing },
) {
  const commits = openCommits(statements);
  const signer = openSigner(signing);

  function createUser(response: ServerResponse, metadata: object): void {
    const now = Date.now();
    const id = newId(now);
    const first = signer.access(id, now);
    const user = { environment_id, id, at: timeText(now), metadata };
    commits.submit(
      () => insertUser(statements, user, first),
      (error) => answerRest(response, error ? 500 : 201, { token: first.token, id }),
    );
  }

  function createTokens(response: ServerResponse, user_id: string): void {
    const now = Date.now();
    const [access, refresh] = [signer.access(user_id, now), signer.refresh(user_id, now)];
    const owner = { environment_id, user_id, family_id: newId(now), at: timeText(now) };
    commits.submit(
      () => insertPair(statements, owner, { access, refresh }),
      (error) =>
        answerRest(response, error ? 500 : 201, { access: access.token, refresh: refresh.token }),
    );
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const input = JSON.parse(Buffer.concat(chunks).toString());
      if (request.url === '/v1/users') createUser(response, input.external_metadata);
      else createTokens(response, input.user);
    });
  };
}

/** A UUIDv7. */
function newId(now_ms: number): string {
  const time = now_ms.toString(16).padStart(12, '0');
  const random = randomBytes(9).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
}
