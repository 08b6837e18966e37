import type { Account } from '@intarsia/domain';
import { createContext, type ReactNode, use } from 'react';

const Context = createContext<Account | undefined>(undefined);

/** Tells everything inside which account the page is about. */
export function AccountProvider({ value, children }: { value: Account; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** The account that the page is about. */
export function useAccount(): Account {
  const account = use(Context);
  if (!account) throw new Error('There is no AccountProvider around this component');
  return account;
}
