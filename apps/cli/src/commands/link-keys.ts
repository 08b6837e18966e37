import { AllowedOrigin, LinkKey } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command } from '../command.ts';
import { linkKeyColumns, linkKeyView } from '../views/link-settings.ts';
import { table } from '../views/table.ts';

/** Origins with commas between them, or `none`. */
const Origins = z
  .string()
  .transform((text) => (text === 'none' ? [] : text.split(',').map((one) => one.trim())))
  .pipe(z.array(AllowedOrigin));

export const linkKeysCommands = [
  command({
    name: 'link-keys list',
    summary: 'List the keys that Link starts with, and whose pages may embed it',
    run: async ({ api, print }) => print(await api.linkKeys.list.query({}), table(linkKeyColumns)),
  }),
  command({
    name: 'link-keys allow',
    summary: 'Say whose pages may embed Link with a key; others no longer may',
    args: {
      id: arg('Id of the link key', LinkKey.shape.id),
      origins: arg('Origins with commas between, or none', Origins),
    },
    examples: [
      'link-keys allow 0b7c4f9e-5d1a-4c8e-9a55-3f1f6f0f7a11 https://app.example.com,https://example.com',
    ],
    run: async ({ api, print }, { id, origins: allowed_origins }) =>
      print(await api.linkKeys.update.mutate({ id, allowed_origins }), linkKeyView),
  }),
];
