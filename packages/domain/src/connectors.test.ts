import { expect, test } from 'vitest';
import { Challenge, ChallengeAnswer } from './connectors.ts';

test.each([
  [{ kind: 'code', channel: 'sms', hint: '*** 0010' }],
  [{ kind: 'choice', options: [{ id: 'a', label: 'Text message' }] }],
  [{ kind: 'push' }],
])('a challenge %j is read back from the store as it was', (challenge) => {
  expect(Challenge.parse(JSON.parse(JSON.stringify(challenge)))).toEqual(challenge);
});

test.each([[{ code: '8081' }], [{ choice: 'a' }], [{ resend: true }], [{ timed_out: true }]])(
  '%j answers a challenge',
  (answer) => {
    expect(ChallengeAnswer.parse(answer)).toEqual(answer);
  },
);

test.each([
  [{}],
  [{ code: '' }],
  [{ code: '1'.repeat(65) }],
  [{ code: '8081', choice: 'a' }],
  [{ timed_out: false }],
  [{ resend: false }],
  [{ code: 8081 }],
])('%j answers nothing', (answer) => {
  expect(ChallengeAnswer.safeParse(answer).success).toBe(false);
});
