/** When a person saw Link and could use it, in milliseconds after the click that opened it. */
export interface Opening {
  /** The first letters and colours of the frame were on the screen. */
  readonly first_paint_ms: number;
  /** The first button of the frame was there, shown, and answers to a click. */
  readonly interactive_ms: number;
}

/**
 * Looks on in a page and in its frame. It runs in both before anything else, so nothing of this module is
 * there. In the page it leaves `window.opening`, a promise of an `Opening`.
 */
export function probe(): void {
  type Told = Readonly<Record<'painted' | 'usable', number>>;
  const now = () => performance.timeOrigin + performance.now();
  if (window === window.top) watchPage();
  else watchFrame();

  /** Looks again after each change of the document, until something is found. */
  function found<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const seen = look();
        if (seen === undefined) return;
        observer.disconnect();
        resolve(seen);
      });
      observer.observe(document, { attributes: true, childList: true, subtree: true });
    });
  }

  function watchPage(): void {
    const pressed = new Promise<number>((resolve) => {
      const first = { capture: true, once: true };
      addEventListener(
        'click',
        (event) => resolve(performance.timeOrigin + event.timeStamp),
        first,
      );
    });
    const told = new Promise<Told>((resolve) => {
      addEventListener('message', ({ data }) => data?.usable && resolve(data));
    });
    const opening = Promise.all([pressed, shown(), told]).then(
      ([clicked, seen, { painted, usable }]): Opening => ({
        first_paint_ms: Math.max(painted, seen) - clicked,
        interactive_ms: Math.max(usable, seen) - clicked,
      }),
    );
    Object.assign(window, { opening });
  }

  /** When the page showed the frame: what is in it can't be seen before. */
  async function shown(): Promise<number> {
    await found(() => {
      const frame = document.querySelector('iframe');
      return frame && getComputedStyle(frame).opacity === '1' ? true : undefined;
    });
    return new Promise((resolve) => requestAnimationFrame(() => resolve(now())));
  }

  function watchFrame(): void {
    const painted = new Promise<number>((resolve) => {
      const observer = new PerformanceObserver((list) => {
        const [entry] = list.getEntriesByName('first-contentful-paint');
        if (entry) resolve(performance.timeOrigin + entry.startTime);
      });
      observer.observe({ type: 'paint', buffered: true });
    });
    const button = found(() => {
      const one = document.querySelector<HTMLElement>('[data-screen="intro"] .button-primary');
      return one ? { one, at: now() } : undefined;
    });
    void Promise.all([painted, button]).then(async ([paintedAt, { one, at }]) => {
      // Not before the paint, which would show what follows.
      const next = found(() => document.querySelector('[data-screen="search"]') ?? undefined);
      one.click();
      await next;
      const said: Told = { painted: paintedAt, usable: at };
      window.parent.postMessage(said, '*');
    });
  }
}
