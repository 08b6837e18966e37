import type { Page } from 'playwright-core';
import type { LinkServer, Person } from './link-world.ts';

/** How the page of Link is opened on its own. */
export interface Opening {
  readonly person?: Person | undefined;
  readonly item?: string;
  readonly account?: string;
  /** An encrypted config of a deposit switch. */
  readonly config?: string;
}

/** Opens the page of Link on its own, and waits for its first screen. */
export async function openAlone(
  page: Page,
  { url, link_key }: Pick<LinkServer, 'url' | 'link_key'>,
  { person, item, account, config }: Opening = {},
): Promise<void> {
  const query = new URLSearchParams({
    key: link_key,
    ...(item && { link_item: item }),
    ...(account && { account }),
  });
  const secret = new URLSearchParams({
    ...(person && { token: person.token }),
    ...(config && { pay_distribution_config: config }),
  });
  // A page that differs in its fragment alone would not be loaded again.
  await page.goto('about:blank');
  await page.goto(`${url}/link?${query}#${secret}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Waits for a screen by the name that it carries. */
export async function screen(page: Page, name: string): Promise<void> {
  await page.locator(`[data-screen="${name}"]`).waitFor({ timeout: 20_000 });
}

/** Taps the primary button of a screen, whatever its language. */
export async function goOn(page: Page): Promise<void> {
  await page.locator('.button-primary').click();
}

/** Types a login into its fields. */
export async function typeLogin(page: Page, password = 'passgood'): Promise<void> {
  await page.locator('input[name="username"]').fill('test_1');
  await page.locator('input[name="password"]').fill(password);
}

/** A heading without the marks that the pseudo-language sets. */
export async function heading(page: Page): Promise<string> {
  const text = await page.getByRole('heading', { level: 1 }).textContent();
  return (text ?? '').replaceAll(/[\u202a-\u202e]/g, '').trim();
}
