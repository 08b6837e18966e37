/** Lines that hold the place of what is being loaded, so that nothing jumps when it comes. */
export function Waiting({ lines, what }: { lines: number; what: string }) {
  return (
    <div className="waiting" role="status">
      <span className="sr-only">Loading {what}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="waiting-line" aria-hidden="true" />
      ))}
    </div>
  );
}
