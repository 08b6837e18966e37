import { expect, test } from 'vitest';
import { linkAccount } from '../flow/testing.ts';
import { createNews } from './news.ts';

const asked = linkAccount({ challenge: { kind: 'code', channel: 'sms' } });

test('the answer of a call does not overtake what was heard meanwhile', async () => {
  const news = createNews();
  const answer = await news.answerOf(async () => {
    news.hear([asked]);
    return { ...linkAccount(), is_new: true };
  });

  expect(answer).toEqual({ ...asked, is_new: true });
});

test('what was heard before a call is older than its answer', async () => {
  const news = createNews();
  news.hear([asked]);

  expect(await news.answerOf(async () => linkAccount())).toEqual(linkAccount());
});
