import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readScenario } from './text.ts';

const guide = readFileSync(
  new URL('../../../../docs/guides/scenarios.md', import.meta.url),
  'utf8',
);
const blocks = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);

test.each(blocks)('the guide shows a good scenario: %#', (text) => {
  expect(readScenario(text, { find: () => true }).faults).toBeUndefined();
});

test('the guide shows some scenarios, and every word that a step may begin with', () => {
  const login = ['wait', 'refuse', 'ask_code', 'ask_choice', 'ask_push'];
  const data = ['vanish', 'cancel', 'tip', 'raise', 'new_employer', 'redirect_pay', 'add_document'];
  const vehicles = ['new_plate', 'drop_vehicle'];
  const words = [...login, 'disconnect', 'outage', ...data, ...vehicles];

  expect(blocks.length).toBeGreaterThan(4);
  for (const word of words) expect(guide).toContain(`| \`${word}: `);
});
