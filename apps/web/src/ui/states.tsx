/** How something stands: told by form and word, and by colour besides. */
export type Tone = 'good' | 'busy' | 'bad' | 'idle' | 'warn';

/** The form of a state: filled diamond, open one, triangle. */
export function Glyph({ tone }: { tone: Tone }) {
  return (
    <svg
      className="glyph"
      data-tone={tone}
      width="10"
      height="12"
      viewBox="0 0 10 12"
      aria-hidden="true"
    >
      {tone === 'bad' ? <path d="M5 1.5 9.2 10H.8Z" /> : <path d="M5 .9 9 6 5 11.1 1 6Z" />}
    </svg>
  );
}

/** A state with its word. */
export function State({ tone, word }: { tone: Tone; word: string }) {
  return (
    <span className="state" data-tone={tone}>
      <Glyph tone={tone} />
      {word}
    </span>
  );
}
