import { type Face, printable, widthOf } from './glyphs.ts';

/** All measures are points, 72 to the inch; y grows downward from the upper edge. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface SheetSize {
  readonly width: number;
  readonly height: number;
}

/** US Letter. */
export const letter: SheetSize = { width: 612, height: 792 };

/** A part of a sheet. */
export interface Area extends Point, SheetSize {}

/** How text is set. */
interface Type {
  readonly size: number;
  readonly face?: Face;
  /** `#1B1E23`. */
  readonly color?: string;
  /** Which point of the line stands at the given place. */
  readonly align?: 'left' | 'right' | 'center';
  /** What the line may fill: a longer one is set smaller, then narrower, and never cut. */
  readonly width?: number;
  /** Space between letters. */
  readonly spacing?: number;
}

/** How an area is painted. */
interface Paint {
  readonly fill?: string;
  readonly stroke?: string;
  readonly weight?: number;
  readonly radius?: number;
}

/** One page while it is drawn. */
export interface Sheet {
  readonly size: SheetSize;
  readonly operators: readonly string[];
  /** Sets one line with its baseline at a place. */
  text(value: string, at: Point, type: Type): void;
  line(from: Point, to: Point, stroke: { readonly color: string; readonly weight: number }): void;
  area(area: Area, paint: Paint): void;
  /** Fills a polygon, or an outline of curves: each step is a point, or two controls and a point. */
  shape(start: Point, steps: readonly (readonly Point[])[], fill: string): void;
}

const INK = '#1B1E23';

/** An empty page; `encode` gives printable text as the inside of a string of the file. */
export function newSheet(size: SheetSize, encode: (text: string) => string): Sheet {
  const operators: string[] = [];
  const place = ({ x, y }: Point) => `${short(x)} ${short(size.height - y)}`;
  return {
    size,
    operators,
    text(value, at, type) {
      const text = printable(value);
      if (text.trim() === '') return;
      const { face = 'regular', color = INK, align = 'left', spacing = 0 } = type;
      const set = fitted(text, type);
      const shift = align === 'left' ? 0 : align === 'right' ? set.width : set.width / 2;
      const operator =
        `BT /F${face === 'bold' ? 2 : 1} ${short(set.size)} Tf ${tint(color)} rg ` +
        `${spacing ? `${short(spacing)} Tc ` : ''}${set.stretch < 1 ? `${short(set.stretch * 100)} Tz ` : ''}` +
        `1 0 0 1 ${place({ x: at.x - shift, y: at.y })} Tm (${encode(text)}) Tj ET`;
      operators.push(spacing || set.stretch < 1 ? `q ${operator} Q` : operator);
    },
    line(from, to, { color, weight }) {
      operators.push(`${tint(color)} RG ${short(weight)} w ${place(from)} m ${place(to)} l S`);
    },
    area(area, { fill, stroke, weight = 0.6, radius = 0 }) {
      const paints = `${fill ? `${tint(fill)} rg ` : ''}${stroke ? `${tint(stroke)} RG ${short(weight)} w ` : ''}`;
      const end = fill && stroke ? 'B' : fill ? 'f' : 'S';
      operators.push(`${paints}${outline(area, radius, place)} ${end}`);
    },
    shape(start, steps, fill) {
      const path = steps.map(
        (step) => `${step.map(place).join(' ')} ${step.length > 1 ? 'c' : 'l'}`,
      );
      operators.push(`${tint(fill)} rg ${place(start)} m ${path.join(' ')} f`);
    },
  };
}

/** Text becomes up to a fourth smaller before it is pressed together. */
function fitted(text: string, { size, face = 'regular', width, spacing = 0 }: Type) {
  const natural = widthOf(text, face, size) + spacing * [...text].length;
  if (width === undefined || natural <= width) return { size, stretch: 1, width: natural };
  const smaller = Math.max(width / natural, 0.75);
  return { size: size * smaller, stretch: Math.min(1, width / (natural * smaller)), width };
}

/** How far the controls of a quarter of a circle lie from its corner. */
const ROUND = 0.4477;

function outline(
  { x, y, width, height }: Area,
  radius: number,
  place: (point: Point) => string,
): string {
  const [right, bottom] = [x + width, y + height];
  if (radius === 0) return `${place({ x, y: bottom })} ${short(width)} ${short(height)} re`;
  const near = radius * ROUND;
  const corner = (a: Point, b: Point, to: Point) => `${place(a)} ${place(b)} ${place(to)} c`;
  const at = (px: number, py: number): Point => ({ x: px, y: py });
  return [
    `${place(at(x + radius, y))} m ${place(at(right - radius, y))} l`,
    corner(at(right - near, y), at(right, y + near), at(right, y + radius)),
    `${place(at(right, bottom - radius))} l`,
    corner(at(right, bottom - near), at(right - near, bottom), at(right - radius, bottom)),
    `${place(at(x + radius, bottom))} l`,
    corner(at(x + near, bottom), at(x, bottom - near), at(x, bottom - radius)),
    `${place(at(x, y + radius))} l`,
    corner(at(x, y + near), at(x + near, y), at(x + radius, y)),
    'h',
  ].join(' ');
}

function tint(color: string): string {
  const part = (from: number) => short(Number.parseInt(color.slice(from, from + 2), 16) / 255);
  return `${part(1)} ${part(3)} ${part(5)}`;
}

/** A number with at most three places. */
function short(value: number): string {
  return String(Number(value.toFixed(3)));
}
