/** What Link takes from the browser; given once at the start, so that nothing else reaches for it. */
export interface Platform {
  readonly fetch: typeof globalThis.fetch;
  /** Where the server is: scheme and host, without a trailing slash. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something later; gives the way not to. */
  after(ms: number, run: () => void): () => void;
  /** What this entry of the browser's history holds. */
  recall(): unknown;
  remember(state: object): void;
  /** Lays another entry over this one, which holds the same and this. */
  lay(state: object): void;
  /** Calls back when the person has gone back or forth in the history of this page. */
  onMove(moved: () => void): void;
  goBack(): void;
  /** A random text that is used once. */
  newKey(): string;
  readonly languages: readonly string[];
  newUpload(): XMLHttpRequest;
}

/** How long a call may take before it counts as unanswered. */
const CALL_MS = 20_000;

/** The platform of a real browser. */
export function browserPlatform(window: Window & typeof globalThis): Platform {
  return {
    fetch(input, init = {}) {
      // A stream goes on for as long as it likes; every other call ends at some time.
      const isStream = new Headers(init.headers).get('accept') === 'text/event-stream';
      if (isStream) return window.fetch(input, init);
      const late = AbortSignal.timeout(CALL_MS);
      const signal = init.signal ? AbortSignal.any([init.signal, late]) : late;
      return window.fetch(input, { ...init, signal });
    },
    origin: window.location.origin,
    now: Date.now,
    after(ms, run) {
      const timer = window.setTimeout(run, ms);
      return () => window.clearTimeout(timer);
    },
    recall: () => window.history.state,
    remember: (state) => window.history.replaceState({ ...window.history.state, ...state }, ''),
    lay: (state) => window.history.pushState({ ...window.history.state, ...state }, ''),
    onMove: (moved) => window.addEventListener('popstate', moved),
    goBack: () => window.history.back(),
    newKey() {
      // Not randomUUID, which is not there on plain http.
      const bytes = window.crypto.getRandomValues(new Uint8Array(16));
      return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    languages: window.navigator.languages,
    newUpload: () => new window.XMLHttpRequest(),
  };
}
