import { describe, expect, test } from 'vitest';
import { ApiKey, isApiKeyUsable, newApiKey, RotateApiKeyInput, rotatedUntil } from './keys.ts';

const at = { id: '018051aa-f7a9-a0db-2f38-6cfa325e9d69', now: '2026-03-01T09:00:00.000000Z' };
const key = newApiKey({ name: 'CI', kind: 'sandbox' }, at);

test('a new key works until it is revoked', () => {
  expect(isApiKeyUsable(key, '2099-01-01T00:00:00.000000Z')).toBe(true);
  expect(isApiKeyUsable({ ...key, revoked_at: at.now }, at.now)).toBe(false);
});

test('an ending key works until its end, and not at it', () => {
  const ending = { ...key, expires_at: '2026-03-02T09:00:00.000000Z' };

  expect(isApiKeyUsable(ending, '2026-03-02T08:59:59.999999Z')).toBe(true);
  expect(isApiKeyUsable(ending, '2026-03-02T09:00:00.000000Z')).toBe(false);
});

test('a key never shows a secret', () => {
  expect(ApiKey.parse({ ...key, secret: 'x', secret_hash: 'y' })).toEqual(key);
});

describe('rotating a key', () => {
  test('lets the old one work for a day when nothing is said', () => {
    expect(RotateApiKeyInput.parse({ id: at.id }).overlap_seconds).toBe(86_400);
  });

  test('lets the old one work for the overlap', () => {
    expect(rotatedUntil(key, { overlap_seconds: 60, wall: at.now })).toBe(
      '2026-03-01T09:01:00.000000Z',
    );
    expect(rotatedUntil(key, { overlap_seconds: 0, wall: at.now })).toBe(at.now);
  });

  test('never lets a key live longer than before', () => {
    const expires_at = '2026-03-01T09:00:30.000000Z';

    expect(rotatedUntil({ ...key, expires_at }, { overlap_seconds: 60, wall: at.now })).toBe(
      expires_at,
    );
  });

  test.each([-1, 1.5, 30 * 86_400 + 1])('refuses an overlap of %d seconds', (overlap_seconds) => {
    expect(RotateApiKeyInput.safeParse({ id: at.id, overlap_seconds }).success).toBe(false);
  });
});
