import { expect, test } from 'vitest';
import { accentVariables, colourOf, contrast } from './colours.ts';

const accents = [
  '#0e6f63',
  '#ffd60a',
  '#ffffff',
  '#000000',
  '#1f6feb',
  '#ff2d55',
  '#7f7f7f',
  '#bfff00',
];
const grounds = {
  light: ['#ffffff', '#faf9f6', '#f3f1eb'],
  dark: ['#1a1d21', '#20242a', '#121417'],
} as const;

test.each(accents.flatMap((accent) => [[accent, 'light'] as const, [accent, 'dark'] as const]))(
  'the accent %s can be read everywhere in the %s',
  (accent, scheme) => {
    const made = accentVariables(accent, scheme);
    const shown = colourOf(made['--accent']);
    const on = (text: string) => contrast(shown, colourOf(text));

    for (const ground of [...grounds[scheme], made['--accent-soft'], made['--on-accent']]) {
      expect(on(ground)).toBeGreaterThanOrEqual(4.5);
    }
    const pressed = contrast(colourOf(made['--accent-strong']), colourOf(made['--on-accent']));
    expect(pressed).toBeGreaterThanOrEqual(4.5);
  },
);

test('a colour that is seen well is left as it is', () => {
  expect(accentVariables('#0e6f63', 'light')['--accent']).toBe('#0e6f63');
});

test('contrast is that of WCAG', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast(colourOf('#767676'), [255, 255, 255])).toBeCloseTo(4.54, 2);
});
