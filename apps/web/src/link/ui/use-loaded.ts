import { useCallback, useEffect, useState } from 'react';
import type { Trouble } from '../flow/flow.ts';
import { troubleOf } from '../run/troubles.ts';

/** What is read from the server, and how that goes. */
export interface Loaded<T> {
  /** The newest that has come, also of an earlier question. */
  readonly value: T | undefined;
  readonly pending: boolean;
  readonly trouble: Trouble | undefined;
  again(): void;
}

/** Reads something, and again whenever `key` changes; of two answers the one to the newest question counts. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Pick<Loaded<T>, 'value' | 'trouble'> & { key?: string }>({
    value: undefined,
    trouble: undefined,
  });
  const [round, setRound] = useState(0);
  const question = `${key} ${round}`;
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setState({ key: question, value, trouble: undefined }),
      (error: unknown) =>
        current && setState((old) => ({ ...old, key: question, trouble: troubleOf(error) })),
    );
    return () => {
      current = false;
    };
  }, [question]);
  const again = useCallback(() => setRound((old) => old + 1), []);
  const pending = state.key !== question;
  return { value: state.value, trouble: pending ? undefined : state.trouble, pending, again };
}
