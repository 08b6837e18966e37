import type { View } from '../io.ts';
import { type Detail, linesOf } from './details.ts';
import { plain } from './text.ts';

/** Shows members of an answer that are there to be copied, each under its own name. */
export function secretsView<K extends string>(...names: K[]): View<Readonly<Record<K, string>>> {
  return (value, paint) =>
    linesOf(
      names.map(
        (name): Detail => [name.charAt(0).toUpperCase() + name.slice(1), plain(value[name])],
      ),
      paint,
    );
}
