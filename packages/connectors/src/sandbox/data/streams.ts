/** What all chance of one world grows from: 128 bits of a hash. */
export interface Root {
  readonly words: readonly [number, number, number, number];
}

/** A sequence of draws that is a function of its root, its purpose and its index alone. */
export interface Stream {
  /** A number in [0, 1). */
  unit(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  /** A whole number, both ends included, the middle most likely. */
  near(from: number, to: number): number;
  /** True that often, from 0 for never to 1 for always. */
  chance(share: number): boolean;
  pick<const List extends readonly [unknown, ...unknown[]]>(list: List): List[number];
}

/**
 * The root of these parts. They are kept apart, so that ("a", "bc") and ("ab", "c") differ. Four lanes of
 * multiply and mix: as many bits as a UUID, and many times faster than a cryptographic hash.
 */
export function rootOf(...parts: readonly string[]): Root {
  let [a, b, c, d] = [0x3c6ef372, 0x510e527f, 0x1f83d9ab, 0x5be0cd19];
  for (const part of parts) {
    for (let place = 0; place <= part.length; place++) {
      // Beyond the last character stands the length, in a range that characters do not reach.
      const code = place < part.length ? part.charCodeAt(place) : 0x10000 + part.length;
      a = b ^ Math.imul(a ^ code, 0x238cc0d5);
      b = c ^ Math.imul(b ^ code, 0xa9c3c2d3);
      c = d ^ Math.imul(c ^ code, 0x37c0a9fd);
      d = a ^ Math.imul(d ^ code, 0xa24baed5);
    }
  }
  const all = mixed(a ^ mixed(b ^ mixed(c ^ mixed(d ^ parts.length))));
  return { words: [mixed(a + all), mixed(b ^ all), mixed(c - all), mixed(d + (all << 1))] };
}

/**
 * The stream of one purpose, such as the work of one day. Streams know nothing of each other: a day is the
 * same whether or not the days before it were looked at. Only 32-bit integer operations, which every
 * processor and every version of the language do alike (xoshiro128**).
 */
export function stream(root: Root, purpose: string, index = 0): Stream {
  const salt = mixed(hashed(purpose) ^ mixed(index ^ 0x5bd1e995));
  let [a, b, c, d] = root.words;
  a = mixed(a ^ salt);
  b = mixed(b + salt + 0x9e3779b9);
  c = mixed(c ^ Math.imul(salt, 0x85ebca6b));
  d = mixed(d + Math.imul(salt, 0xc2b2ae35)) | 1;

  function unit(): number {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) / 4_294_967_296;
  }
  function int(from: number, to: number): number {
    return from + Math.floor(unit() * (to - from + 1));
  }
  return {
    unit,
    int,
    near: (from, to) => from + Math.floor(((unit() + unit()) / 2) * (to - from + 1)),
    chance: (share) => unit() < share,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
  };
}

/** FNV-1a. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return hash;
}

/** The finaliser of MurmurHash3: every bit of the input moves half of the bits of the output. */
function mixed(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
