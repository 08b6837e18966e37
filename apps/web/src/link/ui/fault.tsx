/** The lattice with a thread that broke. */
export function Fault() {
  return (
    <svg className="fault" width="88" height="60" viewBox="0 0 88 60" aria-hidden="true">
      <path className="fault-open" d="M22 6L38 30L22 54L6 30Z" />
      <path className="fault-open" d="M66 6L82 30L66 54L50 30Z" />
      <path className="fault-mark" d="M44 14L57 38H31Z" />
      <path className="fault-sign" d="M44 22v7M44 33v1" />
    </svg>
  );
}
