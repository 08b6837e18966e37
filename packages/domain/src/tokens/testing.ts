import { createHmac, createPrivateKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import { type AccessClaims, accessClaims, type RefreshClaims, refreshClaims } from './claims.ts';
import type { Keyring } from './keyrings.ts';
import { generateSigningKey, importSigningKey, type SigningKeyMaterial } from './keys.ts';

export const client_id = '0d9b5bf3-97fa-4757-a136-b2a03d171414';
export const user_id = '0180519e-620f-a480-0a6d-307c086c0773';
export const stranger_id = '018051aa-f7a9-a0db-2f38-6cfa325e9d69';
export const issuer = 'intarsia';
export const lifetime = 2_592_000;

/** 1650640145 in seconds since 1970. */
export const issued = '2022-04-22T15:09:05.000000Z';
export const iat = 1_650_640_145;
export const exp = iat + lifetime;

export const expected = { now: issued, issuer, client_id };

export const access: AccessClaims = accessClaims(
  { client_id, user_id, issuer, lifetime, jti: '71df830b-8bcc-4082-91c6-61011467784a' },
  issued,
);
export const refresh: RefreshClaims = refreshClaims(
  { user_id, issuer, lifetime, jti: 'f89d5792-71f6-439e-966b-edcc7861880a' },
  issued,
);

/** A new key and a keyring of it alone. */
export async function makeKey(
  algorithm: SigningKeyMaterial['algorithm'],
  with_kid = false,
): Promise<{ material: SigningKeyMaterial; keyring: Keyring; key: Keyring['signing'] }> {
  const material = await generateSigningKey(algorithm, {
    kid: `key-${algorithm}`,
    now: issued,
    with_kid,
  });
  const key = await importSigningKey(material);
  return { material, key, keyring: { signing: key, verifying: [key] } };
}

/** The bytes of an HS256 key. */
export function secretOf({ private_jwk }: SigningKeyMaterial): Buffer {
  return Buffer.from(String(JSON.parse(private_jwk).k), 'base64url');
}

/** The private half of a key pair, for node:crypto and for the other library. */
export function privateKeyOf({ private_jwk }: SigningKeyMaterial): KeyObject {
  return createPrivateKey({ key: JSON.parse(private_jwk), format: 'jwk' });
}

/** Text or JSON as a segment. */
export function segment(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  );
}

/** A token made by hand: any header, any payload, an HMAC over what they say. */
export function forge(header: unknown, payload: unknown, secret: Buffer | string): string {
  const signed = `${segment(header)}.${segment(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** The header and claims of a token, read without any library, in their order on the wire. */
export function textsOf(token: string): { header: string; payload: string } {
  const [header = '', payload = ''] = token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString());
  return { header, payload };
}

type OtherKey = string | Buffer | KeyObject;

/** The part of `jsonwebtoken` in use here: an implementation that shares no code with ours. */
export type OtherLibrary = {
  sign(
    claims: object,
    key: OtherKey,
    options: { algorithm: string; keyid?: string; header?: object; noTimestamp?: boolean },
  ): string;
  verify(
    token: string,
    key: OtherKey,
    options: {
      algorithms: readonly string[];
      issuer: string;
      clockTimestamp: number;
      complete: true;
    },
  ): { header: object; payload: object };
};

const require = createRequire(import.meta.url);

/** `jsonwebtoken`, which has no types of its own. */
export const other: OtherLibrary = require('jsonwebtoken');
