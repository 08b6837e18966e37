import type { Statements } from './statements.ts';

/** One change and what is said once it is durable. */
interface Entry {
  readonly change: () => void;
  readonly onDurable: (error?: unknown) => void;
}

/**
 * Commits in groups as durably as the product: all changes of one turn of the event loop in one
 * BEGIN IMMEDIATE … COMMIT, each under a savepoint, and nobody is answered before the commit.
 */
export function openCommits(statements: Statements): {
  submit(change: Entry['change'], onDurable: Entry['onDurable']): void;
} {
  let queue: Entry[] = [];

  function drain(): void {
    const group = queue;
    queue = [];
    statements.begin.run();
    const outcomes = group.map((entry) => runUnderSavepoint(statements, entry));
    statements.commit.run();
    for (const [index, entry] of group.entries()) entry.onDurable(outcomes[index]?.error);
  }

  return {
    submit(change, onDurable) {
      if (queue.push({ change, onDurable }) === 1) setImmediate(drain);
    },
  };
}

function runUnderSavepoint(statements: Statements, { change }: Entry): { error?: unknown } {
  statements.savepoint.run();
  try {
    change();
    return {};
  } catch (error) {
    statements.rollbackToSavepoint.run();
    return { error };
  } finally {
    statements.release.run();
  }
}
