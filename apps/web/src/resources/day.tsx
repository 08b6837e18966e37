import { Nothing } from '../ui/nothing.tsx';
import { utcDay } from '../ui/times.ts';

/** The day of a moment that has no time of day. */
export function Day({ at }: { at: string | null }) {
  return at === null ? <Nothing /> : <span className="tabular">{utcDay(at)}</span>;
}
