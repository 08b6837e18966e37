import { z } from 'zod';
import { Name, Timestamp } from '../values.ts';
import { LinkLook, plainLook } from './looks.ts';

/** The short id that pages give as `customizationId`. */
export const LinkSettingsId = z.string().regex(/^[a-z0-9]{8}$/, 'must be an id of link settings');

/** What one kind of page wants of Link. An environment may have several, of which one is the default. */
export const LinkSettings = z.object({
  id: LinkSettingsId,
  name: Name,
  /** Counts where a page names none. */
  is_default: z.boolean(),
  created_at: Timestamp,
  ...LinkLook.shape,
});
export type LinkSettings = z.infer<typeof LinkSettings>;

/** Names link settings. */
export const LinkSettingsRef = z.object({ id: LinkSettingsId });
export type LinkSettingsRef = z.infer<typeof LinkSettingsRef>;

const changes = { is_default: LinkSettings.shape.is_default, ...LinkLook.shape };

/** New link settings; what is not said is plain. The first ones of an environment are its default. */
export const CreateLinkSettingsInput = z.object(changes).partial().extend({ name: Name });
export type CreateLinkSettingsInput = z.infer<typeof CreateLinkSettingsInput>;

/** Changes of link settings; what is absent stays as it is. */
export const UpdateLinkSettingsInput = z
  .object({ name: Name, ...changes })
  .partial()
  .extend(LinkSettingsRef.shape);
export type UpdateLinkSettingsInput = z.infer<typeof UpdateLinkSettingsInput>;

/** The alphabet of the ids. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id from eight random bytes. */
export function linkSettingsIdOf(bytes: Uint8Array): string {
  return [...bytes.slice(0, 8)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** New link settings beside those that are there. */
export function newLinkSettings(
  { is_default, ...input }: CreateLinkSettingsInput,
  at: { id: string; now: Timestamp },
  others: readonly LinkSettings[],
): LinkSettings {
  return {
    ...plainLook,
    ...given(input),
    id: at.id,
    name: input.name,
    is_default: is_default ?? others.length === 0,
    created_at: at.now,
  };
}

/** Link settings with changes. */
export function updateLinkSettings(
  settings: LinkSettings,
  { id: _, ...changes }: UpdateLinkSettingsInput,
): LinkSettings {
  return { ...settings, ...given(changes) };
}

/** What is there to be set: an absent member may also be one that is undefined. */
function given<T extends object>(changes: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  // Safe: the members of the same object, without those that say nothing.
  return Object.fromEntries(entries) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}

/** What Link looks like for a page: as the settings say that it names, else as the default ones do. */
export function lookOf(all: readonly LinkSettings[], customization_id: string | null): LinkLook {
  const named = all.find(({ id }) => id === customization_id);
  return LinkLook.parse(named ?? all.find(({ is_default }) => is_default) ?? plainLook);
}
