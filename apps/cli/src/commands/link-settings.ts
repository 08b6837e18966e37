import { CreateLinkSettingsInput, LinkLook, LinkSettingsRef } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, flag, option } from '../command.ts';
import { Failure, usage } from '../failures.ts';
import { definedOf } from '../texts.ts';
import { linkSettingsColumns, linkSettingsView } from '../views/link-settings.ts';
import { table } from '../views/table.ts';

const id = arg('Id of the settings: pages give it as customizationId', LinkSettingsRef.shape.id);
const { name } = CreateLinkSettingsInput.shape;
const look = LinkLook.shape;

/** A text, or `none`. */
function orNone<S extends z.ZodType<string | null, string | null>>(schema: S) {
  return z
    .string()
    .transform((text) => (text === 'none' ? null : text))
    .pipe(schema)
    .optional();
}

const YesNo = z
  .enum(['yes', 'no'])
  .transform((word) => word === 'yes')
  .optional();

const options = {
  default: option('<yes|no>', 'Whether they count where a page names none', YesNo),
  company_name: option('<name|none>', 'The name that Link shows', orNone(look.company_name)),
  logo_url: option('<https-url|none>', 'The logo that Link shows', orNone(look.logo_url)),
  accent: option('<#rrggbb|none>', 'The colour of buttons', orNone(look.accent)),
  radius: option(
    '<0..24>',
    'How round corners are, in pixels',
    z.coerce.number('must be a number').pipe(look.radius).optional(),
  ),
  scheme: {
    value: '<scheme>',
    says: 'Light, dark, or as the device has it',
    schema: look.scheme.optional(),
    choices: look.scheme.options,
  },
  language: {
    value: '<language>',
    says: 'The language, or that of the browser',
    schema: look.language.optional(),
    choices: look.language.options,
  },
  link_items: option(
    '<a,b|all>',
    'What can be picked, in this order',
    z
      .string()
      .transform((text) => (text === 'all' ? [] : text.split(',').map((one) => one.trim())))
      .pipe(look.link_items)
      .optional(),
  ),
  intro: option('<yes|no>', 'Whether Link begins with an intro', YesNo),
  intro_title: option('<text|none>', 'Title of the intro', orNone(look.intro_title)),
  intro_subtitle: option('<text|none>', 'Text of the intro', orNone(look.intro_subtitle)),
};

type Said = { readonly [Name in keyof typeof options]: z.output<(typeof options)[Name]['schema']> };

/** What was said, by the names of the members. */
function changesOf({ default: is_default, intro: show_intro, ...said }: Said) {
  return definedOf({ ...said, is_default, show_intro });
}

export const linkSettingsCommands = [
  command({
    name: 'link-settings list',
    summary: 'List how Link can look in your environment',
    run: async ({ api, print }) =>
      print(await api.linkSettings.list.query({}), table(linkSettingsColumns)),
  }),
  command({
    name: 'link-settings get',
    summary: 'Show one set of link settings',
    args: { id },
    run: async ({ api, print }, { id }) => {
      const found = (await api.linkSettings.list.query({})).find((one) => one.id === id);
      if (!found) throw new Failure('not_found', 'There is no such set of link settings.');
      await print(found, linkSettingsView);
    },
  }),
  command({
    name: 'link-settings create',
    summary: 'Add link settings; the first ones are the default',
    args: { name: arg('A name to tell them from others', name) },
    options,
    examples: ['link-settings create Checkout --accent "#1f6feb" --company-name Harborline'],
    run: async ({ api, print }, { name, ...said }) => {
      const created = await api.linkSettings.create.mutate({ name, ...changesOf(said) });
      await print(created, linkSettingsView);
    },
  }),
  command({
    name: 'link-settings update',
    summary: 'Change what is named of link settings',
    args: { id },
    options: {
      name: option('<name>', 'A name to tell them from others', name.optional()),
      ...options,
    },
    examples: ['link-settings update k3v9x0ab --scheme dark --link-items walmart,warpride'],
    run: async ({ api, print }, { id, name, ...said }) => {
      const changes = { ...definedOf({ name }), ...changesOf(said) };
      if (Object.keys(changes).length === 0) throw usage('Say what is to be changed.');
      await print(await api.linkSettings.update.mutate({ id, ...changes }), linkSettingsView);
    },
  }),
  command({
    name: 'link-settings delete',
    summary: 'Delete link settings; pages that name them get the default ones',
    args: { id },
    options: { yes: flag('Delete without asking') },
    run: async ({ api, print, confirm }, { id, yes }) => {
      await confirm(`Delete the link settings ${id}?`, yes);
      await api.linkSettings.delete.mutate({ id });
      await print({ id, deleted: true }, () => `Deleted the link settings ${id}.`);
    },
  }),
];
