import { z } from 'zod';

/** The address of a server as people write it; kept without a slash at its end. */
export const ServerUrl = z
  .string('must be a URL')
  .trim()
  .refine(isServerUrl, 'must be an http or https URL without credentials, query or fragment')
  .transform((url) => url.replace(/\/+$/, ''));

/** Both halves of an API key, as the server printed them. */
export const ApiKeyText = z
  .string('must be an API key as id:secret')
  .trim()
  .regex(/^[\w.-]{1,100}:[\x21-\x7e]{1,200}$/, 'must be an API key as id:secret');

/** The id of an API key, which may be shown; the other half may not. */
export function keyIdOf(api_key: string): string {
  return api_key.slice(0, api_key.indexOf(':'));
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A length of time such as `90`, `90s`, `15m`, `24h` or `7d`, in seconds. */
export const Duration = z
  .string()
  .regex(/^\d{1,9}[smhd]?$/, 'must be a length of time such as 90s, 15m, 24h or 7d')
  .transform((text) => {
    const seconds = unitSeconds[text.at(-1) ?? ''];
    return seconds === undefined ? Number(text) : Number(text.slice(0, -1)) * seconds;
  });

function isServerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

/** The members that were said. */
export function definedOf<T extends object>(
  said: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const found = Object.entries(said).filter(([, value]) => value !== undefined);
  // Safe: nothing but undefined members was left out.
  return Object.fromEntries(found) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
