import { CreateWebhookInput } from '@intarsia/domain';
import { z } from 'zod';
import { usage } from './failures.ts';
import type { Io } from './io.ts';

/** Names of events with commas between them, or `*`. */
export const EventNames = z
  .string()
  .transform((text): '*' | unknown[] => text.split(',').map((one) => one.trim()))
  .pipe(CreateWebhookInput.shape.events);

/** A secret as it was given, or the text of a file without the line end that editors add. Throws when it is empty. */
export async function secretOf(given: string, read: Io['read']): Promise<string> {
  const isFile = given.startsWith('@');
  const secret = isFile ? (await read(given.slice(1))).replace(/\r?\n$/, '') : given;
  if (secret === '') throw usage('--secret: must not be empty');
  return secret;
}
