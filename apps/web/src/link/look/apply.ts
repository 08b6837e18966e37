import type { LinkLook } from '../shapes.ts';
import { accentVariables } from './colours.ts';

type Look = Pick<LinkLook, 'accent' | 'radius' | 'scheme'>;

/** Link before the settings are known. */
export const plainLook: Look = { accent: null, radius: 12, scheme: 'auto' };

/** Puts the look of a client on the page. `auto` follows the person's system, also when that changes. */
export function applyLook(
  root: HTMLElement,
  { accent, radius, scheme }: Look,
  isDark: boolean,
): void {
  const shown = scheme === 'auto' ? (isDark ? 'dark' : 'light') : scheme;
  root.dataset.scheme = shown;
  root.style.setProperty('--radius', `${radius}px`);
  root.style.setProperty('--radius-control', `${Math.round(radius * 0.75)}px`);
  if (accent === null) return;
  for (const [name, value] of Object.entries(accentVariables(accent, shown))) {
    root.style.setProperty(name, value);
  }
}
