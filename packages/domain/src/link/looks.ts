import { z } from 'zod';
import { isWellFormed, Name, Slug } from '../values.ts';

/** A text of the intro screen. */
const IntroText = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(300, 'must have at most 300 characters')
  .refine(isWellFormed, 'must not contain control characters or lone surrogates');

const LogoUrl = z
  .string()
  .max(2000, 'must have at most 2,000 characters')
  .refine(
    (text) => URL.canParse(text) && new URL(text).protocol === 'https:',
    'must be an https: URL',
  );

/** How Link looks and what it shows, as a company has chosen. */
export const LinkLook = z.object({
  /** The name that Link shows; the client's when null. */
  company_name: Name.nullable(),
  logo_url: LogoUrl.nullable(),
  accent: z
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #1f6feb')
    .nullable(),
  /** How round corners are, in pixels. */
  radius: z
    .int('must be a whole number of pixels')
    .min(0, 'must be at least 0')
    .max(24, 'must be at most 24'),
  scheme: z.enum(['auto', 'light', 'dark']),
  language: z.enum(['auto', 'en', 'es', 'fr', 'pt']),
  /** What can be picked where the page does not say, in this order; everything when empty. */
  link_items: z.array(Slug).max(500, 'must have at most 500 link items'),
  show_intro: z.boolean(),
  intro_title: IntroText.nullable(),
  intro_subtitle: IntroText.nullable(),
});
export type LinkLook = z.infer<typeof LinkLook>;

/** What Link looks like where nobody has chosen anything. */
export const plainLook: LinkLook = {
  company_name: null,
  logo_url: null,
  accent: null,
  radius: 12,
  scheme: 'auto',
  language: 'auto',
  link_items: [],
  show_intro: true,
  intro_title: null,
  intro_subtitle: null,
};
