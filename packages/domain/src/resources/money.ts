/**
 * Exact arithmetic on decimals. An amount is a whole number of cents, a rate a whole number of
 * ten-thousandths; text is only made at the edge. Everything throws a RangeError instead of losing a digit.
 */

/** The whole number of cents that an amount with two places says. */
export function centsOf(amount: string): number {
  return scaledOf(amount, 2);
}

/** An amount in cents as text with two places. */
export function amountOf(cents: number): string {
  return textOf(cents, 2);
}

/** The whole number of ten-thousandths that a rate with four places says. */
export function tenThousandthsOf(rate: string): number {
  return scaledOf(rate, 4);
}

/** A rate in ten-thousandths as text with four places. */
export function rateOf(tenThousandths: number): string {
  return textOf(tenThousandths, 4);
}

/** The sum of whole numbers, all exact. */
export function sumOf(parts: Iterable<number>): number {
  let sum = 0;
  for (const part of parts) sum += part;
  return exact(sum);
}

/** What hours at a rate come to, in cents, halves rounded away from zero; both in ten-thousandths. */
export function payOf(rate: number, hours: number): number {
  return proportion(rate, hours, 1_000_000);
}

/** `value × times ÷ by`, halves rounded away from zero: the only rounding in money. */
export function proportion(value: number, times: number, by: number): number {
  exact(value);
  exact(times);
  if (exact(by) <= 0) throw new RangeError('A proportion is of a positive number.');
  const product = value * times;
  if (!Number.isSafeInteger(product * 2)) return ofLarge(value, times, by);
  const size = Math.abs(product);
  const rest = size % by;
  const quotient = (size - rest) / by + (rest * 2 >= by ? 1 : 0);
  return quotient === 0 ? 0 : Math.sign(product) * quotient;
}

function ofLarge(value: number, times: number, by: number): number {
  const product = BigInt(value) * BigInt(times);
  const size = product < 0n ? -product : product;
  const quotient = (size * 2n + BigInt(by)) / (BigInt(by) * 2n);
  return exact(Number(product < 0n ? -quotient : quotient));
}

/**
 * Divides a whole number by weights so that the parts add up to it exactly: each part is within one of
 * its exact share, and the ones left over go to the largest fractions, earlier parts first.
 */
export function splitBy(total: number, weights: readonly number[]): number[] {
  const whole = sumOf(weights);
  if (weights.some((weight) => weight < 0) || whole <= 0) {
    throw new RangeError('A split needs weights that are not negative, and one that is positive.');
  }
  const size = BigInt(Math.abs(exact(total)));
  const shares = weights.map((weight) => size * BigInt(weight));
  const parts = shares.map((share) => Number(share / BigInt(whole)));
  const rests = shares.map((share, place) => ({ place, rest: Number(share % BigInt(whole)) }));
  rests.sort((a, b) => b.rest - a.rest || a.place - b.place);
  const left = Math.abs(total) - sumOf(parts);
  for (const { place } of rests.slice(0, left)) parts[place] = (parts[place] ?? 0) + 1;
  return total < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts;
}

function exact(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not an exact whole number.`);
  return value;
}

function textOf(value: number, places: number): string {
  const digits = String(Math.abs(exact(value))).padStart(places + 1, '0');
  const point = digits.length - places;
  return `${value < 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function scaledOf(text: string, places: number): number {
  const match = /^(-?)(\d+)\.(\d+)$/.exec(text);
  if (match?.[3]?.length !== places) {
    throw new RangeError(`${text} is not a decimal with ${places} places.`);
  }
  const value = exact(Number(`${match[2]}${match[3]}`));
  return match[1] === '-' && value !== 0 ? -value : value;
}
