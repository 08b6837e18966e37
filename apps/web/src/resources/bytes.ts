const units = ['B', 'kB', 'MB', 'GB'] as const;
const STEP = 1000;

/** A size as a person reads it: `482 B`, `1.2 MB`. */
export function bytes(size: number): string {
  let rest = size;
  for (const unit of units) {
    if (rest < STEP || unit === 'GB') {
      return `${rest < 10 && unit !== 'B' ? rest.toFixed(1) : Math.round(rest)} ${unit}`;
    }
    rest /= STEP;
  }
  return `${size} B`;
}
