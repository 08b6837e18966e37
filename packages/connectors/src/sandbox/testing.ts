import type { CatalogueItem, ConnectorIo } from '@intarsia/domain';
import { logInFully, testIo } from '../driver.ts';
import { createCatalogue } from '../link-items/catalogue.ts';
import { sandbox } from './index.ts';

/** The catalogue with everything in it. */
export const catalogue = createCatalogue({ compatibility: true });
/** Every speed an environment can have. */
export const speeds = ['instant', 'fast', 'real'] as const;

/** The link item of a slug that must exist. */
export function itemOf(slug: string): CatalogueItem {
  const found = catalogue.find(slug);
  if (!found) throw new Error(`no link item ${slug}`);
  return found;
}

/** Logs in as persona 1, unless the credentials say otherwise. */
export function logIn(
  slug: string,
  credentials: { username?: string; password?: string; mfa_code?: string },
  options: { answers?: string[]; io?: Partial<ConnectorIo> } = {},
) {
  const login = {
    link_item: itemOf(slug),
    credentials: { username: 'test_1', password: 'passgood', ...credentials },
    answers: (options.answers ?? []).map((code) => ({ code })),
  };
  return logInFully(sandbox, login, testIo(options.io));
}
