/** The mark: four diamonds of one lattice, woven into one. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="logo">
      <path className="logo-thread" d="M16 1 21.2 8.2 16 15.4 10.8 8.2Z" />
      <path className="logo-thread" d="M16 16.6 21.2 23.8 16 31 10.8 23.8Z" />
      <path className="logo-second" d="M21.8 8.8 27 16 21.8 23.2 16.6 16Z" />
      <path className="logo-open" d="M10.2 9.9 14.6 16 10.2 22.1 5.8 16Z" />
    </svg>
  );
}
