import { expect, test } from 'vitest';
import { argonPasswords } from './passwords.ts';

test('a password is kept as argon2id with the parameters OWASP asks for', async () => {
  const hash = await argonPasswords().hash('correct horse');

  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('the right password is accepted, a wrong one and none are not', async () => {
  const passwords = argonPasswords();
  const hash = await passwords.hash('correct horse');

  expect(await passwords.verify(hash, 'correct horse')).toBe(true);
  expect(await passwords.verify(hash, 'correct horsE')).toBe(false);
  expect(await passwords.verify(null, 'correct horse')).toBe(false);
  expect(await passwords.verify(null, '')).toBe(false);
});

test('many checks at once all get their answer', async () => {
  const passwords = argonPasswords();
  const hash = await passwords.hash('correct horse');

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => passwords.verify(hash, i % 2 ? 'wrong' : 'correct horse')),
  );

  expect(answers).toEqual([true, false, true, false, true, false, true, false]);
});

test('a flood of checks is turned away instead of kept waiting for ever', async () => {
  const passwords = argonPasswords();
  const hash = await passwords.hash('correct horse');

  const answers = await Promise.allSettled(
    Array.from({ length: 80 }, () => passwords.verify(hash, 'correct horse')),
  );

  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ reason }) => reason.code === 'too_many_requests')).toBe(true);
  expect(await passwords.verify(hash, 'correct horse')).toBe(true);
});
