import type { LinkAccount } from '../shapes.ts';

/** What the stream has told, so that an older answer of a call does not overtake it. */
export interface News {
  hear(accounts: readonly LinkAccount[]): void;
  /** The answer of a call, or what was heard of its account since the call began. */
  answerOf<T extends LinkAccount>(call: () => Promise<T>): Promise<T>;
}

/** Nothing was heard yet. */
export function createNews(): News {
  let heard: readonly LinkAccount[] = [];
  let count = 0;
  return {
    hear(accounts) {
      count += 1;
      heard = accounts;
    },
    async answerOf(call) {
      const began = count;
      const answer = await call();
      const since = heard.find(({ account }) => account.id === answer.account.id);
      return count > began && since ? { ...answer, ...since } : answer;
    },
  };
}
