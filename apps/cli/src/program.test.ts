import { expect, test } from 'vitest';
import { nouns } from './nouns.ts';
import { runLine } from './testing.ts';

const places = [
  '',
  ...nouns.map(({ name }) => name),
  ...nouns.flatMap(({ name, parts = {} }) => Object.keys(parts).map((part) => `${name} ${part}`)),
];

test.each(places)('the help of `intarsia %s` fits a terminal of 80 columns', async (place) => {
  const words = place.split(' ').filter((word) => word !== '');

  const { code, out } = await runLine([...words, '--help'], {
    env: { NO_COLOR: '1' },
    terminal: { columns: 80 },
  });

  const [help = ''] = out.split('\nExamples:');
  expect(code).toBe(0);
  expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
});
