import type { EnvironmentInfo } from '@intarsia/domain';
import { createContext, type ReactNode, use } from 'react';

/** An environment with the name of the client it belongs to. */
export interface NamedEnvironment extends EnvironmentInfo {
  readonly client_name: string;
}

interface Place {
  readonly current: NamedEnvironment;
  readonly all: readonly NamedEnvironment[];
}

const Context = createContext<Place | undefined>(undefined);

/** Tells everything inside which environment the page is about. */
export function EnvironmentProvider({ value, children }: { value: Place; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** The environment that the page is about. */
export function useEnvironment(): NamedEnvironment {
  return usePlace().current;
}

/** Every environment that can be switched to, and the one in use. */
export function usePlace(): Place {
  const place = use(Context);
  if (!place) throw new Error('There is no EnvironmentProvider around this component');
  return place;
}
