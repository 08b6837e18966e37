import { readdirSync, readFileSync } from 'node:fs';
import { readScenario } from '@intarsia/domain/scenario-text';
import { expect, test } from 'vitest';
import { findPersona } from '../personas.ts';
import { catalogue } from '../testing.ts';
import { shippedScenarios } from './shipped.ts';

const folder = new URL('./', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

test('shipped.json holds the files of the folder; scripts/scenarios.mjs writes it', () => {
  const read = files.sort().map((name) => {
    const source = readFileSync(new URL(name, folder), 'utf8');
    const { scenario, faults } = readScenario(source, catalogue);
    expect(faults).toBeUndefined();
    return { source, scenario };
  });

  expect(shippedScenarios).toEqual(read);
});

test.each(shippedScenarios)(
  '$scenario.name is named as its file, and nobody else',
  ({ scenario }) => {
    expect(files).toContain(`${scenario.name}.yaml`);
    expect(findPersona(scenario.name)).toBeUndefined();
    expect(scenario.persona === undefined || findPersona(scenario.persona)).toBeTruthy();
  },
);
