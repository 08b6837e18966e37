/** One of the two faces that files are set in; every reader of PDF has them, so none is embedded. */
export type Face = 'regular' | 'bold';

// Widths of the characters from the space to the tilde, in thousandths of the size. Digits share one.
const widths: Readonly<Record<Face, readonly number[]>> = {
  regular: [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ],
  bold: [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
  ],
};

/** Characters that are not a letter with a mark, by their width in the regular and in the bold face. */
const others: Readonly<Record<string, readonly [number, number]>> = {
  ...both(222, 278, '‚‘’ł'),
  ...both(333, 500, '„“”'),
  ...both(278, 278, 'ıìíîïī·'),
  ...both(333, 333, 'ˆ‹˜›¡¨¯²³´¸¹'),
  ...both(556, 556, '€ƒ†‡–¢£¤¥§«»'),
  ...both(556, 611, 'µðþŁđ'),
  ...both(611, 611, 'ßø¿'),
  ...both(737, 737, '©®'),
  ...both(834, 834, '¼½¾'),
  ...both(722, 722, 'ÐĐ'),
  ...both(584, 584, '¬±×÷'),
  ...both(1000, 1000, '…‰Œ—™Æ'),
  ď: [643, 743],
  ľ: [299, 400],
  ť: [317, 389],
  œ: [944, 944],
  æ: [889, 889],
  Ø: [778, 778],
  Þ: [667, 667],
  '•': [350, 350],
  '°': [400, 400],
  ª: [370, 370],
  º: [365, 365],
  '¦': [260, 280],
  '¶': [537, 556],
};

function both(regular: number, bold: number, characters: string): Record<string, [number, number]> {
  return Object.fromEntries([...characters].map((one) => [one, [regular, bold]]));
}

/** The codes from 128 on of the encoding that files begin with; gaps are blank. */
const upper = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Letters that the faces have beyond that encoding, under names that every reader knows. */
const letters = 'ĀāĂăĄąĆćČčĎďĒēĖėĘęĚěĞğĢģĪīĮįİĶķĹĺĻļĽľŃńŅņŇňŌōŐőŔŕŖŗŘřŚśŞşŢţŤťŪūŮůŰűŲųŹźŻżȘș';
const namesOfOthers: Readonly<Record<string, string>> = {
  Đ: 'Dcroat',
  đ: 'dcroat',
  Ł: 'Lslash',
  ł: 'lslash',
  ı: 'dotlessi',
  Ş: 'Scedilla',
  ş: 'scedilla',
};
const marks: Readonly<Record<string, string>> = {
  '\u0301': 'acute',
  '\u0304': 'macron',
  '\u0306': 'breve',
  '\u0307': 'dotaccent',
  '\u030a': 'ring',
  '\u030b': 'hungarumlaut',
  '\u030c': 'caron',
  '\u0326': 'commaaccent',
  '\u0327': 'commaaccent',
  '\u0328': 'ogonek',
};

/** Stand-ins for what has no glyph and no letter below its marks. */
const standIns: Readonly<Record<string, string>> = { '‐': '-', '−': '-', '⁄': '/' };
/** Almost everything that is printed. */
const ascii = /^[ -~]*$/;

/** The text in characters that the faces have: letters lose strange marks, the rest becomes `?`. */
export function printable(text: string): string {
  if (ascii.test(text)) return text;
  return [...text.normalize('NFC')].map(printableOne).join('');
}

function printableOne(one: string): string {
  const known = standIns[one];
  if (known !== undefined) return known;
  if (/\s|\p{Cc}/u.test(one)) return ' ';
  if (/\p{Cf}/u.test(one)) return '';
  if (codeOf(one) !== undefined || glyphName(one) !== undefined) return one;
  const plain = [...one.normalize('NFKD')].filter((part) => !/\p{M}/u.test(part));
  const text = plain.map((part) => standIns[part] ?? part).join('');
  const isKnown = [...text].every((part) => codeOf(part) !== undefined);
  return isKnown && text !== '' ? text : '?';
}

/** The code of a character in the encoding that files begin with. */
export function codeOf(one: string): number | undefined {
  const point = one.codePointAt(0) ?? 0;
  if ((point >= 32 && point <= 126) || (point > 160 && point <= 255 && point !== 173)) return point;
  const place = upper.indexOf(one);
  return place < 0 || one === ' ' ? undefined : 128 + place;
}

/** The name of the glyph of a letter beyond that encoding. */
export function glyphName(one: string): string | undefined {
  const other = namesOfOthers[one];
  if (other !== undefined || !letters.includes(one)) return other;
  const [base = '', mark = ''] = one.normalize('NFD');
  return `${base}${marks[mark] ?? ''}`;
}

/** How wide printable text is, in points. */
export function widthOf(text: string, face: Face, size: number): number {
  let sum = 0;
  for (const one of text) {
    sum += widths[face][one.charCodeAt(0) - 32] ?? widthOfOther(one, face);
  }
  return (sum * size) / 1000;
}

/** A letter with a mark is as wide as without, unless it is one of the others. */
function widthOfOther(one: string, face: Face): number {
  const base = one.normalize('NFD').charCodeAt(0);
  return others[one]?.[face === 'bold' ? 1 : 0] ?? widths[face][base - 32] ?? 556;
}
