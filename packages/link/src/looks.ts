// Looks are set property by property, which no content security policy forbids, and as important ones, so
// that no style sheet of the page reaches them. What is animated is not important: that would win.

type Look = Readonly<Record<string, string>>;

const whole: Look = {
  position: 'fixed',
  inset: '0',
  width: '100%',
  height: '100%',
  'max-width': 'none',
  'max-height': 'none',
  margin: '0',
  padding: '0',
  border: '0',
};

const wholeFrame: Look = {
  all: 'initial',
  ...whole,
  background: 'transparent',
  // The same as in the frame: browsers paint a canvas behind a frame of another scheme.
  'color-scheme': 'light dark',
};

const button: Look = {
  all: 'revert',
  display: 'block',
  width: '100%',
  'min-height': '44px',
  'margin-top': '12px',
  border: '1px solid #0e6f63',
  'border-radius': '6px',
  font: 'inherit',
  cursor: 'pointer',
};

/** How each part looks. */
export const looks = {
  dialog: {
    all: 'initial',
    ...whole,
    display: 'block',
    background: 'rgb(18 20 23 / 0.5)',
    'color-scheme': 'light dark',
    'overscroll-behavior': 'contain',
    outline: '0',
  },
  hidden: { display: 'none' },
  mark: {
    all: 'initial',
    position: 'fixed',
    inset: '0',
    width: '14px',
    height: '14px',
    margin: 'auto',
    rotate: '45deg',
    'border-radius': '2px',
    background: '#4cc9b0',
  },
  /** There, so that it paints, and not seen. */
  hiddenFrame: { ...wholeFrame, opacity: '0', 'pointer-events': 'none' },
  frame: wholeFrame,
  card: {
    all: 'initial',
    position: 'fixed',
    inset: '0',
    width: 'min(352px, 100vw - 32px)',
    height: 'fit-content',
    margin: 'auto',
    padding: '24px',
    'box-sizing': 'border-box',
    'border-radius': '8px',
    background: 'canvas',
    color: 'canvastext',
    'color-scheme': 'light dark',
    font: '16px/1.5 system-ui, sans-serif',
    'text-align': 'center',
  },
  text: { all: 'revert', margin: '0 0 20px' },
  retry: { ...button, background: '#0e6f63', color: '#fff' },
  close: { ...button, background: 'canvas', color: 'canvastext' },
} satisfies Record<string, Look>;

/** Gives an element a look, in place of the one that it had. */
export function dress(element: HTMLElement, look: Look): void {
  element.style.cssText = '';
  for (const [name, value] of Object.entries(look)) {
    element.style.setProperty(name, value, 'important');
  }
}

/** Lets an element appear, at once for people who want nothing to move. */
export function fadeIn(element: HTMLElement): void {
  if (moves()) element.animate({ opacity: [0, 1] }, 150);
}

/** Lets an element breathe while it is there. It appears only when there is something to wait for. */
export function pulse(element: HTMLElement): void {
  const times = { delay: 300, duration: 1200, fill: 'backwards', iterations: Infinity } as const;
  element.animate({ opacity: moves() ? [0, 1, 0] : [0, 1, 1] }, times);
}

function moves(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
