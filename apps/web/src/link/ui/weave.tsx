import { diamond } from '../../ui/lattice.tsx';

const WIDTH = 22;
const HEIGHT = 30;
const COLUMNS = 11;
const ROWS = 4;

/** How far each part of a way has come. */
export type Reached = 'done' | 'now' | 'failed' | 'ahead';

/** The lattice of the house as progress: each stage has its columns, and their diamonds fill as it ends. */
export function Weave({ stages }: { stages: readonly Reached[] }) {
  const [width, height] = [COLUMNS * WIDTH, ((ROWS + 1) * HEIGHT) / 2];
  return (
    <svg className="weave" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {cells().map(({ x, y, thread }) => {
        const stage = Math.min(stages.length - 1, Math.floor((x / width) * stages.length));
        return (
          <path
            key={`${x} ${y}`}
            d={diamond(x, y, WIDTH - 3, HEIGHT - 4)}
            data-state={stages[stage]}
            data-thread={thread}
            style={{ animationDelay: `${Math.round((x / width) * 900 + (y / height) * 240)}ms` }}
          />
        );
      })}
    </svg>
  );
}

/** Every diamond with its middle; a second thread runs through them in a zigzag. */
function cells() {
  return Array.from({ length: ROWS }, (_, row) => {
    const shift = row % 2;
    return Array.from({ length: COLUMNS - shift }, (_, column) => ({
      x: (column + 0.5 + shift / 2) * WIDTH,
      y: ((row + 1) * HEIGHT) / 2,
      thread: (column * 2 + shift + row) % 6 === 0 ? 'second' : 'first',
    }));
  }).flat();
}
