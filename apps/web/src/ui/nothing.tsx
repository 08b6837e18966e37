/** A cell with nothing in it, which a screen reader still says. */
export function Nothing() {
  return (
    <span className="muted">
      <span aria-hidden="true">–</span>
      <span className="sr-only">none</span>
    </span>
  );
}
