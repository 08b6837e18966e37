const WIDTH = 20;
const HEIGHT = 28;
const COLUMNS = 11;
/** Rows of diamonds; every second one is shifted by half a diamond, so that their edges meet. */
const ROWS = 3;

/** The mark in the middle of the lattice, by row and column; all other diamonds are only drawn. */
const threads: Readonly<Record<string, string>> = {
  '0,5': 'accent',
  '1,4': 'soft',
  '1,5': 'second',
  '2,5': 'accent',
};

/** A piece of lattice above a page that has nothing to show yet. */
export function Lattice() {
  const [width, height] = [COLUMNS * WIDTH, ((ROWS + 1) * HEIGHT) / 2];
  return (
    <svg
      className="lattice"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {cells().map(({ name, x, y, strength }) => (
        <path
          key={name}
          d={diamond(x, y, WIDTH - 2, HEIGHT - 2.8)}
          className={`lattice-${threads[name] ?? 'open'}`}
          opacity={threads[name] ? 1 : strength}
        />
      ))}
    </svg>
  );
}

/** Every diamond with its middle; those at the sides fade away. */
function cells() {
  return Array.from({ length: ROWS }, (_, row) => {
    const shift = row % 2;
    return Array.from({ length: COLUMNS - shift }, (_, column) => {
      const x = (column + 0.5 + shift / 2) * WIDTH;
      const far = Math.abs(x / (COLUMNS * WIDTH) - 0.5) * 2;
      return {
        name: `${row},${column}`,
        x,
        y: ((row + 1) * HEIGHT) / 2,
        strength: Number((1 - far ** 2).toFixed(2)),
      };
    });
  }).flat();
}

/** The path of a diamond around a point. */
export function diamond(x: number, y: number, width: number, height: number): string {
  const [w, h] = [width / 2, height / 2];
  return `M${x} ${y - h}L${x + w} ${y}L${x} ${y + h}L${x - w} ${y}Z`;
}
