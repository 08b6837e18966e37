import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

test('without arguments everything is measured at a million users', () => {
  expect(readArguments([])).toMatchObject({ json: false, only: '', many: 1_000_000 });
});

test('each option is read', () => {
  const postgres = 'postgres://localhost/bench';
  const given = ['--json', '--quick', '--case', 'POST', '--users', '2000', '--postgres', postgres];
  const options = readArguments(given);

  expect(options).toMatchObject({ json: true, only: 'POST', many: 2000, postgres });
  expect(options?.pace.repetitions).toBeLessThan(readArguments([])?.pace.repetitions ?? 0);
});

test('who asks for help gets no options', () => {
  expect(readArguments(['--help'])).toBeUndefined();
});

test.each([['--users', '0'], ['--users', 'many'], ['--cases', 'x'], ['x']])(
  'what means nothing is refused: %s %s',
  (...args) => {
    expect(() => readArguments(args)).toThrow();
  },
);
