const whole = new Intl.NumberFormat('en');

/** A whole number with its thousands set apart. */
export function count(n: number): string {
  return whole.format(n);
}

/** A number with its noun: `1 user`, `2 users`. */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return `${count(n)} ${n === 1 ? noun : plural}`;
}
