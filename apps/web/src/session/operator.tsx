import type { Operator } from '@intarsia/domain';
import { createContext, type ReactNode, use } from 'react';

const Context = createContext<Operator | undefined>(undefined);

/** Tells everything inside who is signed in. */
export function OperatorProvider({ value, children }: { value: Operator; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** Who is signed in. */
export function useOperator(): Operator {
  const operator = use(Context);
  if (!operator) throw new Error('There is no OperatorProvider around this component');
  return operator;
}

/** Why the operator may not change anything, or undefined when changes are allowed. */
export function useReadOnly(): string | undefined {
  const { role } = useOperator();
  return role === 'admin' ? undefined : 'Your role is viewer: it can read, not change.';
}
