import { CreateWebhookInput } from '@intarsia/domain';
import { z } from 'zod';
import type { Io } from './io.ts';

/** Names of events with commas between them, or `*`. */
export const EventNames = z
  .string()
  .transform((text): '*' | unknown[] => text.split(',').map((one) => one.trim()))
  .pipe(CreateWebhookInput.shape.events);

/** A secret as it was given, or the text of a file without the line end that editors add. */
export async function secretOf(given: string, read: Io['read']): Promise<string> {
  if (!given.startsWith('@')) return given;
  return (await read(given.slice(1))).replace(/\r?\n$/, '');
}

/** The members that were said. */
export function definedOf<T extends object>(
  said: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const found = Object.entries(said).filter(([, value]) => value !== undefined);
  // Safe: nothing but undefined members was left out.
  return Object.fromEntries(found) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
