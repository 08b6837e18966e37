import { createHash } from 'node:crypto';

const SIZE = 64;
const STEP = 8;

/**
 * A logo as a `data:` URI: a small lattice of diamonds around the first letter, drawn from the slug.
 * There is no host that could serve pictures to every page and app that shows a link item (the API may
 * be known by several addresses, or none from outside), and invented brands have no logo to fetch.
 */
export function drawLogo(slug: string, name: string): string {
  const bits = createHash('sha256').update(slug).digest();
  const hue = Math.round((bits.readUInt8(31) / 256) * 360);
  const svg = [
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${SIZE} ${SIZE}'>`,
    `<rect width='${SIZE}' height='${SIZE}' rx='12' fill='hsl(${hue} 45% 30%)'/>`,
    `<path fill='#fff' fill-opacity='.22' d='${lattice(bits)}'/>`,
    `<path fill='hsl(${hue} 45% 22%)' d='M32 14l18 18-18 18-18-18z'/>`,
    `<text x='32' y='40' font-family='system-ui,sans-serif' font-size='22' font-weight='600' `,
    `text-anchor='middle' fill='#fff'>${initialOf(name)}</text></svg>`,
  ].join('');
  // Quotes and brackets too, so that the URI can stand in any attribute and in CSS.
  const escaped = encodeURIComponent(svg).replace(
    /['()]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `data:image/svg+xml,${escaped}`;
}

/** Diamonds on a grid, the left half decided by the hash and mirrored to the right. */
function lattice(bits: Buffer): string {
  const half = SIZE / STEP / 2;
  let path = '';
  for (let cell = 0; cell < half * half * 2; cell++) {
    const x = (cell % half) * STEP;
    const y = Math.floor(cell / half) * STEP;
    if (((bits.readUInt8(cell >> 3) >> (cell & 7)) & 1) === 0) continue;
    for (const left of [x, SIZE - STEP - x]) path += `M${left + 4} ${y}l4 4-4 4-4-4z`;
  }
  return path;
}

/** The first letter or digit; everything else could need escaping inside the picture. */
function initialOf(name: string): string {
  return /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '';
}
