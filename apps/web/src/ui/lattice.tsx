const WIDTH = 20;
const HEIGHT = 28;
const COLUMNS = 9;
const ROWS = 2;
/** Diamonds that carry a thread; the others are only drawn. */
const filled: Record<string, string> = {
  '2.0': 'accent',
  '5.5': 'second',
  '6.1': 'accent',
  '3.5': 'soft',
};

/** A piece of lattice above a page that has nothing to show yet. */
export function Lattice() {
  return (
    <svg
      className="lattice"
      width={COLUMNS * WIDTH}
      height={(ROWS + 0.5) * HEIGHT}
      viewBox={`0 0 ${COLUMNS * WIDTH} ${(ROWS + 0.5) * HEIGHT}`}
      aria-hidden="true"
    >
      {cells().map(({ key, x, y, edge }) => (
        <path
          key={key}
          d={diamond(x, y, WIDTH - 2, HEIGHT - 2.8)}
          className={`lattice-${filled[key] ?? 'empty'}`}
          opacity={edge}
        />
      ))}
    </svg>
  );
}

function cells() {
  const all: { key: string; x: number; y: number; edge: number }[] = [];
  for (let half = 0; half < 2; half++) {
    for (let row = 0; row < ROWS; row++) {
      for (let column = 0; column < COLUMNS - half; column++) {
        const place = column + half / 2;
        const far = Math.abs(place - (COLUMNS - 1) / 2) / (COLUMNS / 2);
        all.push({
          key: `${place}.${row}`.replace(/^(\d+)\.5\./, '$1.5.').replace(/\.0\.(\d)$/, '.$1'),
          x: (place + 0.5) * WIDTH,
          y: (row + 0.5 + half / 2) * HEIGHT,
          edge: Math.max(0, 1 - far ** 2),
        });
      }
    }
  }
  return all;
}

/** The path of a diamond around a point. */
export function diamond(x: number, y: number, width: number, height: number): string {
  const [w, h] = [width / 2, height / 2];
  return `M${x} ${y - h}L${x + w} ${y}L${x} ${y + h}L${x - w} ${y}Z`;
}
