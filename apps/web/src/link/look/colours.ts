/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];

/** WCAG 2.2, 1.4.3: text on its background. */
const ENOUGH = 4.5;

/** The backgrounds that an accent stands on, darkest last. */
const grounds = {
  light: ['#ffffff', '#faf9f6', '#f3f1eb'],
  dark: ['#1a1d21', '#20242a', '#121417'],
} as const;

/** The variables that are made from an accent, as `tokens.css` names them. */
export type AccentVariables = Readonly<
  Record<'--accent' | '--accent-strong' | '--accent-soft' | '--on-accent', string>
>;

/**
 * A client's colour as it can be read: darker or lighter until it has a contrast of 4.5 on every background of
 * the scheme, and on its own soft shade; text on it is black or white, whichever is seen better.
 */
export function accentVariables(accent: string, scheme: 'light' | 'dark'): AccentVariables {
  const away = scheme === 'light' ? BLACK : WHITE;
  const base = colourOf(accent);
  const surface = colourOf(grounds[scheme][0]);
  const readable = (share: number) => {
    const shown = mix(base, away, share);
    const soft = mix(surface, shown, 0.1);
    return [...grounds[scheme].map(colourOf), soft].every((one) => contrast(shown, one) >= ENOUGH);
  };
  const share = Array.from({ length: 101 }, (_, percent) => percent / 100).find(readable) ?? 1;
  const shown = mix(base, away, share);
  const on = contrast(shown, WHITE) >= contrast(shown, BLACK) ? WHITE : BLACK;
  return {
    '--accent': hex(shown),
    '--accent-strong': hex(mix(shown, on === WHITE ? BLACK : WHITE, 0.18)),
    '--accent-soft': hex(mix(surface, shown, 0.1)),
    '--on-accent': hex(on),
  };
}

/** The contrast of two colours (WCAG 2.2): 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, two) => two - one);
  return (light + 0.05) / (dark + 0.05);
}

/** Reads `#rrggbb`. */
export function colourOf(text: string): Colour {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    Number.parseInt(text.slice(at, at + 2), 16),
  );
  return [red, green, blue];
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = (at: 0 | 1 | 2) => Math.round(from[at] + (to[at] - from[at]) * share);
  return [part(0), part(1), part(2)];
}

function hex(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
