import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Scenario } from '@intarsia/domain';
import type { ScenarioReading } from '@intarsia/domain/scenario-text';
import { openCatalogue } from '@intarsia/runtime';
import { ConfigError } from './config.ts';

/** A scenario of a file, with its text. */
export interface ScenarioOfFile {
  readonly scenario: Scenario;
  readonly source: string;
}

/**
 * The scenarios of a folder: each of its files that ends in .yaml, .yml or .json. Throws a `ConfigError` with
 * a line for each fault, as `file:line:column: what was expected`.
 */
export async function scenariosIn(folder: string | undefined): Promise<ScenarioOfFile[]> {
  if (folder === undefined) return [];
  const { readScenario } = await import('@intarsia/domain/scenario-text');
  const catalogue = openCatalogue();
  const read: ScenarioOfFile[] = [];
  const faults: string[] = [];
  const files = new Map<string, string>();
  for (const name of scenarioFiles(folder)) {
    const file = path.join(folder, name);
    const {
      source,
      scenario,
      faults: found = [],
    } = readFile(file, (text) => readScenario(text, catalogue));
    faults.push(...found);
    if (!scenario) continue;
    const twin = files.get(scenario.name);
    if (twin !== undefined) faults.push(`${file}: name: is also the name of ${twin}`);
    files.set(scenario.name, file);
    read.push({ scenario, source });
  }
  if (faults.length > 0) throw new ConfigError(faults.map(named).join('\n'));
  return read;
}

function named(fault: string): string {
  return `INTARSIA_SCENARIOS_DIR: ${fault}`;
}

function scenarioFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /^[^.].*\.(?:ya?ml|json)$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

function readFile(
  file: string,
  readingOf: (source: string) => ScenarioReading,
): { source: string; scenario?: Scenario; faults?: string[] } {
  const source = textOf(file);
  if (source === undefined) return { source: '', faults: [`${file}: must be readable, as UTF-8`] };
  const { scenario, faults } = readingOf(source);
  if (scenario) return { source, scenario };
  const lines = faults.map(
    ({ path: of, line, column, message }) => `${file}:${line}:${column}: ${of}: ${message}`,
  );
  return { source, faults: lines };
}

function textOf(file: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    // Gone, not to be read, or not a text: whoever wrote it is told the same.
    return undefined;
  }
}
