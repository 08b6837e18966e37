import { diamond } from '../../ui/lattice.tsx';

const shapes = {
  good: diamond(8, 8, 12, 14),
  busy: diamond(8, 8, 12, 14),
  bad: 'M8 2L15 14H1Z',
} as const;

/** The sign of a state; its word always stands beside it. */
export function Glyph({ tone }: { tone: keyof typeof shapes }) {
  return (
    <svg
      className="glyph"
      data-tone={tone}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={shapes[tone]} />
    </svg>
  );
}
