import { en, type Texts } from './en.ts';

/** Texts with the locale that their numbers and dates are written in. */
export interface Language {
  /** A BCP 47 tag, for `lang` and `Intl`. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: Texts;
}

type Code = 'en' | 'es' | 'fr' | 'pt';

/** The pseudo-language for tests that is written from right to left, as CLDR names it. */
const PSEUDO = 'ar-xb';

/** English is always there, also where nothing else can be loaded any more. */
const loaders: Readonly<Record<Code | 'pseudo', () => Promise<Texts>>> = {
  en: async () => en,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  pt: async () => (await import('./pt.ts')).pt,
  pseudo: async () => (await import('./pseudo.ts')).pseudo(en),
};

/** Link in English, for whoever reads no other language, and where another can't be loaded. */
export const english: Language = { tag: 'en', direction: 'ltr', texts: en };

/**
 * Loads the language that was chosen, or the first of the person's own that there is; English at last. Throws when
 * it can't be loaded.
 */
export async function loadLanguage(
  chosen: Code | 'auto',
  preferred: readonly string[],
): Promise<Language> {
  if (chosen === 'auto' && preferred[0]?.toLowerCase() === PSEUDO) {
    return { tag: 'ar-XB', direction: 'rtl', texts: await loaders.pseudo() };
  }
  const wanted = chosen === 'auto' ? preferred : [chosen, ...preferred];
  const code =
    chosen === 'auto' ? (preferred.map(codeOf).find((one) => one !== undefined) ?? 'en') : chosen;
  // Dates and numbers follow the person's own region where it is one of this language.
  const tag = wanted.find((one) => one.length > 2 && codeOf(one) === code) ?? code;
  return { tag, direction: 'ltr', texts: await loaders[code]() };
}

function codeOf(tag: string): Code | undefined {
  const [code] = tag.toLowerCase().split('-');
  return code === 'en' || code === 'es' || code === 'fr' || code === 'pt' ? code : undefined;
}
