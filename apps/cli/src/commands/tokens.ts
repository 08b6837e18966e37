import { CreateUserTokenInput, Id } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, flag, machineCommand, option } from '../command.ts';
import { Failure, usage } from '../failures.ts';
import type { Io, Remote } from '../io.ts';
import { readToken, type TokenReading } from '../token-text.ts';
import { secretsView } from '../views/secrets.ts';
import { introspectionView, type ShownToken, tokenView } from '../views/tokens.ts';

const text = z.string().min(1, 'must not be empty');
const token = arg('The token, or - for stdin', text);
const pairView = secretsView('access', 'refresh');

export const tokensCommands = [
  command({
    name: 'tokens create',
    summary: 'Issue an access token for Link and a refresh token for your backend',
    args: { user: arg('Id of the user', CreateUserTokenInput.shape.user) },
    examples: ['tokens create 018051aa-f7a9-7000-8000-000000000001 --json | jq -r .access'],
    run: async ({ api, print }, input) => print(await api.tokens.create.mutate(input), pairView),
  }),
  machineCommand({
    name: 'tokens inspect',
    summary: 'Decode a token, and say what the server thinks of it',
    args: { token },
    options: { offline: flag('Decode only; ask no server') },
    run: async (io, { token, offline }) => {
      const reading = readToken(await tokenOf(io, token));
      await inspect(io, reading, offline);
    },
  }),
  command({
    name: 'tokens verify',
    summary: 'Ask the server whether a token is good; exit code 1 when it is not',
    args: { token },
    run: async (call, { token }) => {
      const answer = await call.api.tokens.introspect.mutate({ token: await tokenOf(call, token) });
      await call.print(answer, introspectionView);
      if (!answer.active) throw new Failure('failure', 'The token is not good.');
    },
  }),
  command({
    name: 'tokens refresh',
    summary: 'Exchange a refresh token for a new pair',
    args: { refresh: arg('The refresh token, or - for stdin', text) },
    run: async (call, { refresh }) => {
      const input = { refresh: await tokenOf(call, refresh) };
      await call.print(await call.api.tokens.refresh.mutate(input), pairView);
    },
  }),
  command({
    name: 'tokens revoke',
    summary: 'End a token (a refresh token with its family), or every token of a user',
    args: { token: arg('The token, or - for stdin', text.optional()) },
    options: { user: option('<id>', 'Every token of this user instead', Id.optional()) },
    examples: ['tokens revoke --user 018051aa-f7a9-7000-8000-000000000001'],
    run: async (call, { token, user }) => {
      if ((token === undefined) === (user === undefined)) {
        throw usage('Give either a token or --user.');
      }
      const input = token === undefined ? { user } : { token: await tokenOf(call, token) };
      await call.api.tokens.revoke.mutate(input);
      await call.print({ revoked: true }, () =>
        user === undefined ? 'Revoked the token.' : `Revoked every token of the user ${user}.`,
      );
    },
  }),
];

/** Prints what the token itself says in any case; a server that can not be asked fails the command after it. */
async function inspect(io: Io, reading: TokenReading, offline: boolean): Promise<void> {
  const opinion = offline ? { introspection: null } : await askAbout(io, reading.text);
  const { introspection } = opinion;
  await io.print({ ...reading.shown, introspection }, tokenView(io.now()));
  if (opinion.failure) throw opinion.failure;
}

async function askAbout(
  io: Io,
  token: string,
): Promise<{ introspection: ShownToken['introspection']; failure?: Failure }> {
  const remote = openRemote(io);
  if (remote instanceof Failure) return { introspection: null, failure: remote };
  try {
    return { introspection: await remote.api.tokens.introspect.mutate({ token }) };
  } catch (error) {
    return { introspection: null, failure: remote.explain(error) };
  }
}

function openRemote(io: Io): Remote | Failure {
  try {
    return io.connect();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

async function tokenOf({ read }: Pick<Io, 'read'>, given: string): Promise<string> {
  return given === '-' ? (await read('-')).trim() : given;
}
