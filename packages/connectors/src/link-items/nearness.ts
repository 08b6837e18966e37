/** From this length on a word may have one slip, or two. Shorter words would match anything. */
const ONE_SLIP = 4;
const TWO_SLIPS = 8;

/**
 * How near a typed word is to a known one: 100 for the same, less for its beginning, less again for a
 * beginning with slips of the keys, 0 when they have nothing to do with each other.
 */
export function nearness(typed: string, known: string): number {
  if (typed === known) return 100;
  if (known.startsWith(typed)) return 80 + (10 * typed.length) / known.length;
  const allowed = typed.length >= TWO_SLIPS ? 2 : typed.length >= ONE_SLIP ? 1 : 0;
  if (allowed === 0 || known.length < typed.length - allowed) return 0;
  const slips = slipsToBeginning(typed, known, allowed);
  if (slips > allowed) return 0;
  const sameStart = typed[0] === known[0] ? 10 : 0;
  return 60 - 20 * slips + sameStart;
}

/**
 * The fewest slips (a letter too many, missing, wrong, or two swapped) that lead from a beginning of the
 * known word to the typed one: Damerau's distance, row by row. A full word counts as a beginning too.
 */
function slipsToBeginning(typed: string, known: string, allowed: number): number {
  const width = Math.min(known.length, typed.length + allowed);
  let beforeLast: number[] = [];
  let last = Array.from({ length: width + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= width; column++) {
      const wrong = Number(typed[row - 1] !== known[column - 1]);
      let slips = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + wrong,
      );
      const swapped = typed[row - 1] === known[column - 2] && typed[row - 2] === known[column - 1];
      if (row > 1 && column > 1 && swapped) slips = Math.min(slips, at(beforeLast, column - 2) + 1);
      current.push(slips);
    }
    if (Math.min(...current) > allowed) return allowed + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(...last);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
