import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openListenState } from './state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'intarsia-listen-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (...listener: string[]) => openListenState(path.join(folder, 'p.json'), listener);

test('what a listener keeps is there in its next run, and what it changes leaves the rest', () => {
  open('server', 'key').write({ secret: 'hush' });
  open('server', 'key').write({ cursor: 'here' });

  expect(open('server', 'key').read()).toEqual({ secret: 'hush', cursor: 'here' });
  expect(open('server', 'other').read()).toEqual({});
});

test('listeners that run side by side write files of their own, for their owner alone', () => {
  open('server', 'key', '-').write({ cursor: 'here' });
  open('server', 'key', 'http://127.0.0.1:3000/').write({ cursor: 'there' });

  const files = readdirSync(path.join(folder, 'listen'));

  expect(files).toHaveLength(2);
  for (const file of files) {
    expect(statSync(path.join(folder, 'listen', file)).mode & 0o777).toBe(0o600);
  }
});
