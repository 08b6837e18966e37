import type axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * What axe finds, in short: which rule, and where. Every rule up to WCAG 2.2 AA and the best practices, or only
 * those that are named. A script of the context has to bring axe.
 */
export async function violations(
  page: Page | Frame,
  only: readonly string[] = [],
): Promise<string[]> {
  const found = await page.evaluate(
    async (rules) => {
      // Safe: a script of the context put axe there.
      const { axe: tool } = globalThis as unknown as { axe: typeof axe };
      const { violations: all, passes } = await tool.run(document, {
        ...(rules.length > 0 ? { runOnly: [...rules] } : {}),
        rules: { 'target-size': { enabled: true } },
      });
      return {
        passes: passes.length,
        all: all.flatMap(({ id, nodes }) =>
          nodes.map(
            ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`,
          ),
        ),
      };
    },
    [...only],
  );
  // A page that axe could not look at would have no violations either.
  expect(found.passes).toBeGreaterThan(only.length > 0 ? 0 : 15);
  return found.all;
}
