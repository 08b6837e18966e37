import { ConnectionErrorCode, PayDistributionErrorCode } from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import { causeAndAdvice } from '../ui/cause.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { loadLanguage } from './index.ts';
import { pseudo } from './pseudo.ts';
import { pt } from './pt.ts';

const others = { es, fr, pt };

/** Every text of a language by its path; functions are given words that show where they stand. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'function') return [[path, String(value('«1»', '«2»'))]];
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(Object(value)).flatMap(([name, one]) => textsOf(one, `${path}.${name}`));
}

describe.each(Object.entries(others))('%s', (_, texts) => {
  const english = new Map(textsOf(en));

  test('says everything in its own words', () => {
    const same = textsOf(texts).filter(([path, text]) => english.get(path) === text);

    // Words that are the same in both languages.
    expect(
      same.map(([path]) => path.replace(/^\./, '')).filter((path) => !shared.has(path)),
    ).toEqual([]);
  });

  test('names what the English text names', () => {
    const marks = (text = '') => [...text.matchAll(/«\d»/g)].map(([mark]) => mark).sort();

    for (const [path, text] of textsOf(texts)) {
      expect([path, marks(text)]).toEqual([path, marks(english.get(path))]);
    }
  });

  test('neither shouts nor begs', () => {
    for (const [, text] of textsOf(texts))
      expect(text).not.toMatch(/!|¡|por favor|s’il vous plaît|please/i);
  });
});

const shared = new Set([
  'mfa.to',
  'mfa.of',
  'mfa.code',
  'success.kinds.documents',
  'search.kind.benefits',
]);

describe.each(Object.entries({ en, ...others }))('errors in %s', (_, texts) => {
  test.each([
    ...ConnectionErrorCode.options.map((code) => [code, texts.connectionErrors[code]] as const),
    ...PayDistributionErrorCode.options.map((code) => [code, texts.payErrors[code]] as const),
  ])('%s has a cause and an advice', (_code, text) => {
    const { cause, advice } = causeAndAdvice(text);

    expect(cause.length).toBeGreaterThan(8);
    expect(cause.length).toBeLessThan(90);
    expect(advice).toMatch(/^\p{Lu}.+\.$/u);
  });
});

test('numbers take the form of their language', () => {
  expect([0, 1, 2].map(en.search.found)).toEqual(['0 results', '1 result', '2 results']);
  expect([0, 1, 2].map(fr.search.found)).toEqual(['0 résultat', '1 résultat', '2 résultats']);
});

test('the pseudo-language turns every word, and nothing else', () => {
  const turned = pseudo(en);

  expect(turned.search.title.replaceAll(/[\u202e\u202c]/g, '')).toBe(en.search.title);
  for (const [path, text] of textsOf(turned)) {
    expect([
      path,
      text
        .trim()
        .split(/\s+/)
        .every((word) => /^\u202e.*\u202c$/.test(word)),
    ]).toEqual([path, true]);
  }
});

test.each([
  ['auto', ['pt-BR', 'en'], 'pt-BR', 'Voltar'],
  ['auto', ['de-DE', 'fr-CA'], 'fr-CA', 'Retour'],
  ['auto', ['de'], 'en', 'Back'],
  ['auto', [], 'en', 'Back'],
  ['es', ['en-US', 'es-MX'], 'es-MX', 'Atrás'],
  ['es', ['en-US'], 'es', 'Atrás'],
] as const)('%s for who reads %j is %s', async (chosen, preferred, tag, back) => {
  const language = await loadLanguage(chosen, preferred);

  expect([language.tag, language.texts.back]).toEqual([tag, back]);
});

test('the pseudo-language is read from right to left', async () => {
  expect(await loadLanguage('auto', ['ar-XB'])).toMatchObject({ tag: 'ar-XB', direction: 'rtl' });
});
