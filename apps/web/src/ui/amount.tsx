import { money } from './amounts.ts';
import { Nothing } from './nothing.tsx';

/** An amount of money, in figures of one width; a dash where none is known. */
export function Amount({ value, currency }: { value: string | null; currency: string }) {
  if (value === null) return <Nothing />;
  return <span className="amount">{money(value, currency)}</span>;
}
