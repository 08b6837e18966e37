import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { issuesOf, type PlainIssue } from '../issues.ts';
import { Scenario } from './scenario.ts';

/** The largest text of a scenario, in UTF-16 units. */
const LONGEST = 65_536;
/** How deep a text may nest, and how often it may repeat an anchor. */
const DEEPEST = 40;
const MOST_ALIASES = 50;
/** How many faults are told at once. */
const MOST_FAULTS = 20;

/** What is wrong with a text, and where; lines and columns count from 1. */
export interface ScenarioFault {
  /** The member by its path, such as `connect.0.wait`; `source` for the text as a whole. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Knows link items by their ids, as a catalogue does. */
export interface LinkItems {
  /** Undefined for an id that is none of a link item. */
  find(id: string): unknown;
}

/** A scenario that was read, or all that is wrong with its text. */
export type ScenarioReading =
  | { readonly scenario: Scenario; readonly faults?: never }
  | { readonly scenario?: never; readonly faults: readonly [ScenarioFault, ...ScenarioFault[]] };

/**
 * Reads a scenario from YAML or JSON, which may name the link items of a catalogue. Throws nothing, whatever
 * the text is.
 */
export function readScenario(source: string, catalogue: LinkItems): ScenarioReading {
  const found = source.length > LONGEST ? [tooLong] : faultsIn(source, catalogue);
  if (!Array.isArray(found)) return { scenario: found };
  const [first = whole('is not a scenario'), ...more] = found;
  return { faults: [first, ...more.slice(0, MOST_FAULTS - 1)] };
}

/** A fault as one line of text. */
export function faultText({ line, column, message }: ScenarioFault): string {
  return `line ${line}, column ${column}: ${message}`;
}

function whole(message: string): ScenarioFault {
  return { path: 'source', line: 1, column: 1, message };
}

const tooLong = whole(`must have at most ${LONGEST / 1024} KiB`);

function faultsIn(source: string, catalogue: LinkItems): Scenario | ScenarioFault[] {
  const lines = new LineCounter();
  if (depthOf(source) > DEEPEST) return [whole(`must nest at most ${DEEPEST} levels deep`)];
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  // Names that stand twice are looked for below: the library compares each with each.
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
  });
  const syntax = [...document.errors, ...document.warnings].map(({ pos, code, message }) => ({
    path: 'source',
    ...place(pos[0]),
    message: code === 'MULTIPLE_DOCS' ? 'must be the only document in the text' : message,
  }));
  if (syntax.length > 0) return syntax;
  const twice = repeatedKeys(document.contents);
  if (twice.length > 0) {
    return twice.map(({ offset, key }) => ({
      path: 'source',
      ...place(offset),
      message: `"${key}" stands here for the second time`,
    }));
  }
  const found = checked(document, place);
  if (Array.isArray(found)) return found;
  const strangers = strangersIn(found, catalogue).map(faultAt(document, place));
  return strangers.length > 0 ? strangers : found;
}

type Document = ReturnType<typeof parseDocument>;
type Place = (offset: number) => { line: number; column: number };

function checked(document: Document, place: Place): Scenario | ScenarioFault[] {
  const value = valueIn(document);
  if (value instanceof ReferenceError) return [whole(anchorFault(value))];
  if (!isMap(document.contents)) return [whole('must be a scenario: names with values')];
  const parsed = Scenario.safeParse(value);
  if (parsed.success) return parsed.data;
  return issuesOf(Scenario, value).map(faultAt(document, place));
}

function faultAt(document: Document, place: Place): (issue: PlainIssue) => ScenarioFault {
  return (issue) => ({
    path: issue.path.map(String).join('.') || 'source',
    ...place(offsetOf(document, issue)),
    message: issue.message,
  });
}

/** Link items that a scenario names and nobody knows. */
function strangersIn({ link_items = [], later }: Scenario, catalogue: LinkItems): PlainIssue[] {
  const named = [
    ...link_items.map((id, place) => ({ id, path: ['link_items', place] })),
    ...later.flatMap(({ new_employer: id }, place) =>
      id === undefined ? [] : { id, path: ['later', place, 'new_employer'] },
    ),
  ];
  return named
    .filter(({ id }) => catalogue.find(id) === undefined)
    .map(({ path }) => ({ path, message: 'is not the id of a link item' }));
}

/** The value of the document; an error when an anchor is not there, or repeated until the text explodes. */
function valueIn(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
}

function anchorFault({ message }: ReferenceError): string {
  return /excessive/i.test(message) ? 'must repeat anchors less often' : 'repeats no known anchor';
}

/** Where a value begins, else where the nearest thing around it does. */
function offsetOf({ contents }: Document, { path, unknown }: PlainIssue): number {
  let node: unknown = contents;
  let offset = startOf(contents);
  for (const [place, name] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === name);
      if (!pair) return offset;
      const isKey = unknown === true && place === path.length - 1;
      offset = startOf(isKey ? pair.key : pair.value, startOf(pair.key, offset));
      node = pair.value;
    } else {
      const items: readonly unknown[] = isNode(node) && 'items' in node ? node.items : [];
      node = items[Number(name)];
      if (node === undefined) return offset;
      offset = startOf(node, offset);
    }
  }
  return offset;
}

function startOf(node: unknown, otherwise = 0): number {
  return (isNode(node) && node.range?.[0]) || otherwise;
}

function repeatedKeys(contents: Node | null): { offset: number; key: string }[] {
  const found: { offset: number; key: string }[] = [];
  visit(contents, {
    Map(_, { items }) {
      const known = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (known.has(name)) found.push({ offset: startOf(key), key: name });
        known.add(name);
      }
    },
  });
  return found;
}

/**
 * How deep a text can nest at most: by its brackets, and by the columns at which its lines begin. Counted
 * before the text is parsed, since the parser goes down as deep as the text does.
 */
function depthOf(source: string): number {
  let open = 0;
  let deepest = 0;
  for (const character of source) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++open);
    else if (character === ']' || character === '}') open -= 1;
  }
  let dashes = 0;
  for (const [line] of source.matchAll(/^[ ]*(?:[-?:][ ]+)*/gm)) {
    dashes = Math.max(dashes, line.replaceAll(' ', '').length);
  }
  const columns = new Set([...source.matchAll(/^ *(?=\S)/gm)].map(([indent]) => indent.length));
  return Math.max(deepest, dashes, columns.size);
}
