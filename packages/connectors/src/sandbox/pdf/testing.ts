import { getDocumentProxy } from 'unpdf';

/** A piece of text as a reader finds it on a page; y grows downward, `y` is the baseline. */
export interface Printed {
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

/** A file as an independent reader sees it. */
export interface ReadPdf {
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  readonly items: readonly Printed[];
  readonly info: Readonly<Record<string, unknown>>;
}

/** Reads the text of a PDF with its places. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(bytes.slice());
  const pages: { width: number; height: number }[] = [];
  const items: Printed[] = [];
  for (let page = 0; page < pdf.numPages; page++) {
    const sheet = await pdf.getPage(page + 1);
    const { width, height } = sheet.getViewport({ scale: 1 });
    pages.push({ width, height });
    for (const item of (await sheet.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [x, y] = [Number(item.transform[4]), height - Number(item.transform[5])];
      items.push({ page, text: item.str, x, right: x + item.width, y, size: item.height });
    }
  }
  const { info } = await pdf.getMetadata();
  await pdf.destroy();
  return { pages, items, info: { ...info } };
}

/** The one piece that is a label: it ends with these words, after the number of its box if it has one. */
export function labelIn(items: readonly Printed[], label: string): Printed {
  const found = items.filter(
    ({ text }) => text === label || (text.endsWith(` ${label}`) && text.length < label.length + 6),
  );
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} labels ${label}`);
  return found[0];
}

/** What is printed right below a label: up to the next label on its right, and to the end of its lines. */
export function below(items: readonly Printed[], label: string, height = 26): string[] {
  const { page, x, y } = labelIn(items, label);
  const rest = items.filter((one) => one.page === page && one.x > x + 8);
  const edge = Math.min(
    ...rest.filter((one) => Math.abs(one.y - y) < 1).map((one) => one.x),
    Number.POSITIVE_INFINITY,
  );
  const isBelow = (one: Printed) => one.page === page && one.y > y + 3 && one.y < y + height;
  return items
    .filter((one) => isBelow(one) && one.x > x - 32 && one.right < edge)
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map(({ text }) => text);
}

/** What titles of tables are set in; words in rows and sums are smaller. */
const TITLE = 10;

/** The rows of a titled table, on all its pages, by the edges of its column heads. Blank cells are ''. */
export function tableIn(items: readonly Printed[], title: string): string[][] {
  const names = [title, `${title}, continued`];
  const titles = items.filter(({ text, size }) => names.includes(text) && size === TITLE);
  return titles.flatMap((head) => rowsBelow(items, head));
}

function rowsBelow(items: readonly Printed[], title: Printed): string[][] {
  const onPage = items.filter((one) => one.page === title.page && one.y > title.y + 1);
  const nextTitle = items.find(
    (one) => one.page === title.page && Math.abs(one.y - title.y) < 1 && one.x > title.right,
  );
  const edge = nextTitle?.x ?? Number.POSITIVE_INFINITY;
  const inside = onPage.filter((one) => one.x > title.x - 1 && one.x < edge);
  const heads = inside.filter((one) => Math.abs(one.y - (title.y + 14)) < 1);
  const rows: string[][] = [];
  let last = title.y + 14;
  const baselines = [...new Set(inside.map(({ y }) => y))].sort((a, b) => a - b);
  for (const y of baselines) {
    if (y < last + 2) continue;
    if (y > last + 20) break;
    last = y;
    const line = inside.filter((one) => one.y === y);
    rows.push(
      heads.map(({ x, right }) => {
        const cell = line.find((one) => Math.abs(one.x - x) < 1 || Math.abs(one.right - right) < 1);
        return cell?.text ?? '';
      }),
    );
  }
  return rows;
}

/** The pairs of pieces that lie on each other, and those that leave their page. */
export function faultsIn({ items, pages }: ReadPdf): string[] {
  const faults: string[] = [];
  for (const [n, one] of items.entries()) {
    const page = pages[one.page] ?? { width: 0, height: 0 };
    if (one.x < 0 || one.right > page.width || one.y - one.size < 0 || one.y > page.height) {
      faults.push(`${one.text} leaves the page`);
    }
    for (const other of items.slice(n + 1)) {
      if (isOn(one, other)) faults.push(`${one.text} on ${other.text}`);
    }
  }
  return faults;
}

function isOn(a: Printed, b: Printed): boolean {
  const top = ({ y, size }: Printed) => y - size * 0.7;
  const bottom = ({ y, size }: Printed) => y + size * 0.15;
  return (
    a.page === b.page &&
    a.x < b.right - 0.3 &&
    b.x < a.right - 0.3 &&
    top(a) < bottom(b) &&
    top(b) < bottom(a)
  );
}
