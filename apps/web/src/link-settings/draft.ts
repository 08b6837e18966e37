import type { CreateLinkSettingsInput, LinkSettings } from '@intarsia/domain';

/** Link settings as they stand in the fields of a form: what is not set is an empty text. */
export interface LinkSettingsDraft
  extends Pick<LinkSettings, 'name' | 'scheme' | 'language' | 'show_intro' | 'is_default'> {
  readonly company_name: string;
  readonly logo_url: string;
  readonly accent: string;
  /** A number of pixels. */
  readonly radius: string;
  /** Ids of link items, one below the other. */
  readonly link_items: string;
  readonly intro_title: string;
  readonly intro_subtitle: string;
}

/** A form that nobody has filled in yet, for the first settings or for others beside them. */
export function emptyDraft(is_default: boolean): LinkSettingsDraft {
  return {
    name: '',
    company_name: '',
    logo_url: '',
    accent: '',
    radius: '12',
    scheme: 'auto',
    language: 'auto',
    link_items: '',
    show_intro: true,
    intro_title: '',
    intro_subtitle: '',
    is_default,
  };
}

/** Link settings in the fields of a form. */
export function draftOf(settings: LinkSettings): LinkSettingsDraft {
  const { name, scheme, language, show_intro, is_default } = settings;
  return {
    ...{ name, scheme, language, show_intro, is_default },
    company_name: settings.company_name ?? '',
    logo_url: settings.logo_url ?? '',
    accent: settings.accent ?? '',
    radius: String(settings.radius),
    link_items: settings.link_items.join('\n'),
    intro_title: settings.intro_title ?? '',
    intro_subtitle: settings.intro_subtitle ?? '',
  };
}

/** What the fields ask for. Text that is no number is left to the server to refuse, which names the field. */
export function inputFrom(draft: LinkSettingsDraft): CreateLinkSettingsInput {
  const { name, scheme, language, show_intro, is_default, radius } = draft;
  return {
    ...{ name, scheme, language, show_intro, is_default },
    company_name: orNull(draft.company_name),
    logo_url: orNull(draft.logo_url),
    accent: orNull(draft.accent),
    radius: /^\d{1,9}$/.test(radius.trim()) ? Number(radius) : Number.NaN,
    link_items: wordsOf(draft.link_items),
    intro_title: orNull(draft.intro_title),
    intro_subtitle: orNull(draft.intro_subtitle),
  };
}

/** Words with spaces, commas or lines between them. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
