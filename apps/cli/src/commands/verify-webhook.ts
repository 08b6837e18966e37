import { verifyWebhook, WebhookVerificationError } from '@intarsia/client';
import { z } from 'zod';
import { arg, machineCommand, option } from '../command.ts';
import { Failure, usage } from '../failures.ts';
import type { Io } from '../io.ts';
import { Duration } from '../texts.ts';
import { verdictLines, verifiedView } from '../views/verified-webhooks.ts';
import { secretOf } from '../webhook-texts.ts';

/** Checks a delivery that somebody kept, on this machine alone. */
export const verifyCommand = machineCommand({
  name: 'webhooks verify',
  summary: 'Check a delivery against a secret: which signature is right, or why none is',
  args: {
    body: arg('File with the body as it was sent; stdin when not given', z.string().default('-')),
  },
  options: {
    secret: option(
      '<text>',
      'Secret of the webhook, in either form; @file reads it from a file',
      z.string(),
    ),
    header: option(
      '<line...>',
      "A header of the delivery as 'name: value'; as often as there are some",
      z.array(z.string()).default([]),
    ),
    headers: option(
      '<file>',
      'File with the headers: one a line, or a JSON object such as the delivery log has',
      z.string().optional(),
    ),
    tolerance: option('<time>', 'How far from now it may have been sent', Duration.default(300)),
  },
  examples: [
    "webhooks verify body.json --secret @secret.txt --header 'x-argyle-signature: 5f2b…'",
    'webhooks verify --secret @secret.txt --headers headers.txt --tolerance 30d < body.json',
  ],
  run: async (io, { body, secret, header, headers, tolerance }) => {
    const lines = header.map((line) => headerIn(line, '--header'));
    const kept = headers === undefined ? [] : headersIn(await io.read(headers));
    const key = await secretOf(secret, io.read);
    await verify(io, {
      body: await io.read(body),
      headers: Object.fromEntries([...kept, ...lines]),
      secret: key,
      tolerance_seconds: tolerance,
      now: new Date(io.now()),
    });
  },
});

async function verify(io: Io, delivery: Parameters<typeof verifyWebhook>[0]): Promise<void> {
  try {
    await io.print(await verifyWebhook(delivery), verifiedView);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    throw new Failure('failure', `${error.message} (${error.code})`, {
      hints: [
        ...verdictLines(error.verdicts),
        ...(error.code === 'timestamp_too_old'
          ? ['Add --tolerance 30d for one that was kept.']
          : []),
      ],
    });
  }
}

type Header = readonly [name: string, value: string];

function headerIn(line: string, said: '--header' | '--headers'): Header {
  const [, name, value] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
  if (name === undefined || value === undefined) {
    throw usage(`${said}: ${JSON.stringify(line)} is not of the form 'name: value'.`);
  }
  return [name.toLowerCase(), value];
}

/** Headers of a file: an object, or lines as `curl` prints them, of which the first may be the request's. */
function headersIn(text: string): Header[] {
  if (text.trimStart().startsWith('{')) return membersIn(text);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const isOfRequest = (line: string) => /\bHTTP\/\d/.test(line);
  return lines
    .filter((line, at) => at > 0 || !isOfRequest(line))
    .map((line) => headerIn(line, '--headers'));
}

function membersIn(text: string): Header[] {
  const parsed = z.record(z.string(), z.string()).safeParse(jsonIn(text));
  if (!parsed.success) throw usage('--headers: must be an object of texts.');
  return Object.entries(parsed.data).map(([name, value]) => [name.toLowerCase(), value]);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usage(
      `--headers: is not JSON (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
}
