import type { CatalogueItem } from '@intarsia/domain';
import { nearness } from './nearness.ts';

/** Longer queries are cut: nobody types more to find an employer, and the search must stay cheap. */
const MAX_QUERY = 100;
const MAX_WORDS = 8;
const MAX_WORD = 32;

interface Indexed {
  readonly entry: CatalogueItem;
  readonly name: string;
  /** Words of the name and the slug, and the name without spaces ("doordash" for "door dash"). */
  readonly words: readonly string[];
  /** Line of business and kind: they list items, but never win over a name. */
  readonly topics: readonly string[];
}

/**
 * A search over names, slugs and lines of business. Words match as beginnings, a slip of the keys is
 * forgiven, and the order is the same on every machine. When no item has every word of the query, those
 * that have one of them are found instead ("walmart inc"). Written here because search libraries count
 * swapped letters as two errors and rank by how rare a word is, which is the wrong way round for names.
 */
export function createSearch(items: readonly CatalogueItem[]): Search {
  const index = items.map(indexed);
  return (query, limit) => {
    const words = wordsOf(query.slice(0, MAX_QUERY)).slice(0, MAX_WORDS);
    const size = Number.isFinite(limit) ? Math.max(0, Math.trunc(limit)) : 0;
    if (words.length === 0 || size === 0) return [];
    const found = matchesOf(index, words, fullScore);
    return (found.length > 0 ? found : matchesOf(index, words, partialScore)).slice(0, size);
  };
}

function matchesOf(
  index: readonly Indexed[],
  words: readonly string[],
  score: typeof fullScore,
): CatalogueItem[] {
  return index
    .map((candidate) => ({ candidate, score: score(candidate, words) }))
    .filter((match) => match.score > 0)
    .sort((a, b) => b.score - a.score || tieBreak(a.candidate, b.candidate))
    .map(({ candidate }) => candidate.entry);
}

type Search = (query: string, limit: number) => CatalogueItem[];

/** Lower case without accents; what cannot be read as a letter or digit becomes a space. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ').map((word) => word.slice(0, MAX_WORD));
}

function indexed(entry: CatalogueItem): Indexed {
  const name = fold(entry.item.name);
  const joined = name.replaceAll(' ', '');
  return {
    entry,
    name,
    words: [...new Set([...wordsOf(entry.item.name), ...wordsOf(entry.item.id), joined])],
    topics: [fold(entry.item.type), entry.item.kind],
  };
}

/** How well every word matches, on average; 0 when one does not. */
function fullScore(candidate: Indexed, words: readonly string[]): number {
  const joined = words.length > 1 ? bestOf(candidate.words, words.join('')) : 0;
  const scores = words.map((word) =>
    Math.max(bestOf(candidate.words, word), topicScore(candidate.topics, word)),
  );
  if (scores.includes(0)) return joined;
  const average = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Math.max(joined, average) + bonus(candidate, words.join(' '));
}

/** The best of the words, leaving out those too short to say something ("of", "at"). */
function partialScore(candidate: Indexed, words: readonly string[]): number {
  const telling = words.filter((word) => word.length >= 3);
  return Math.max(0, ...telling.map((word) => bestOf(candidate.words, word)));
}

function bestOf(words: readonly string[], word: string): number {
  return Math.max(...words.map((other) => nearness(word, other)));
}

/** "deliv" lists what delivers, behind anything that is called so. */
function topicScore(topics: readonly string[], word: string): number {
  return word.length >= 3 && topics.some((topic) => topic.startsWith(word)) ? 20 : 0;
}

/** A name that was begun stands before names that merely contain the words. */
function bonus({ name }: Indexed, query: string): number {
  return name.startsWith(query) ? 30 : 0;
}

/** What can be connected first, then the shorter name (so the whole one), then the order of the list. */
function tieBreak(a: Indexed, b: Indexed): number {
  return (
    Number(a.entry.item.is_disabled) - Number(b.entry.item.is_disabled) ||
    a.name.length - b.name.length
  );
}
