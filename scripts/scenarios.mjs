// Writes what is made from the language of scenarios: its JSON schema, and the shipped ones as they are bundled.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { at, importBundled } from './bundled.mjs';

const folder = 'packages/connectors/src/sandbox/scenarios';
const { faultText, readScenario } = await importBundled('packages/domain/src/scenarios/text.ts');
const { createCatalogue } = await importBundled('packages/connectors/src/link-items/catalogue.ts');
const { scenarioSchema } = await importBundled('packages/domain/src/scenarios/json-schema.ts');
const files = (await readdir(at(folder))).filter((name) => name.endsWith('.yaml')).sort();
const catalogue = createCatalogue({ compatibility: true });
const shipped = [];
for (const name of files) {
  const source = await readFile(at(`${folder}/${name}`), 'utf8');
  const { scenario, faults = [] } = readScenario(source, catalogue);
  for (const fault of faults) console.error(`${name}: ${fault.path}: ${faultText(fault)}`);
  if (scenario) shipped.push({ source, scenario });
  else process.exitCode = 1;
}
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
await writeFile(at(`${folder}/shipped.json`), json(shipped));
await writeFile(at('docs/scenario.schema.json'), json(scenarioSchema()));
