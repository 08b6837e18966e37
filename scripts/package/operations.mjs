// The types of all operations as one module of declarations, with the comments of the models.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { at, importBundled } from '../bundled.mjs';

/** A module that is on no disk: it brings the operations and all models together. */
const MODULE = 'packages/api/src/types-of-operations.ts';

/** The text of the module. */
export async function operationTypes() {
  const found = await modelsIn(['packages/domain/src', 'packages/api/src']);
  const text = [
    importOf('allOperations', 'packages/api/src/root.ts'),
    importOf('declarationsOf', 'packages/api/src/declarations/index.ts'),
    importOf('DomainEvent, errorKinds', 'packages/domain/src/index.ts'),
    ...found.map(({ name, file }, i) => importOf(`${name} as model${i}`, file)),
    'export const declarations = (docs) => declarationsOf({',
    '  operations: allOperations(),',
    `  models: [${found.map(({ name }, i) => `["${name}", model${i}]`).join(', ')}],`,
    '  also: [DomainEvent],',
    '  errorCodes: Object.keys(errorKinds),',
    '  docs,',
    '});',
  ];
  const { declarations } = await importBundled(MODULE, {
    plugins: [
      {
        name: 'types-of-operations',
        resolveId: (id) => (id === at(MODULE) ? id : null),
        load: (id) => (id === at(MODULE) ? text.join('\n') : null),
      },
    ],
    treeshake: {
      moduleSideEffects: (id) => !/packages\/store|better-sqlite3|node_modules\/pg/.test(id),
    },
  });
  return declarations(new Map(found.flatMap(({ docs }) => docs)));
}

function importOf(names, file) {
  return `import { ${names} } from ${JSON.stringify(at(file))};`;
}

/** Every exported schema: its name, the file it stands in, and its comments. */
async function modelsIn(folders) {
  const found = [];
  for (const folder of folders) {
    for (const name of (await readdir(at(folder), { recursive: true })).sort()) {
      if (!name.endsWith('.ts') || /\.test\.ts$|(^|\/)testing/.test(name)) continue;
      const file = path.join(folder, name);
      for (const model of modelsOf(await readFile(at(file), 'utf8'))) {
        found.push({ ...model, file });
      }
    }
  }
  return found;
}

const COMMENT = String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s*`;

/** The schemas that a file exports: `export const User = z…` or `= Other.extend…`. */
function* modelsOf(source) {
  const declared = new RegExp(
    `(?:${COMMENT})?export const ([A-Z]\\w*[a-z]\\w*) =\\s*(?:z\\b|[A-Z]\\w+\\.)`,
    'g',
  );
  for (const match of source.matchAll(declared)) {
    const [whole, doc, name] = match;
    const begin = match.index + whole.length;
    const end = source.indexOf('\nexport ', begin);
    const body = source.slice(begin, end < 0 ? undefined : end);
    const members = body.matchAll(new RegExp(`\\n  ${COMMENT}(\\w+):`, 'g'));
    yield {
      name,
      docs: [
        ...(doc === undefined ? [] : [[name, plain(doc)]]),
        ...[...members].map(([, text, member]) => [`${name}.${member}`, plain(text)]),
      ],
    };
  }
}

/** A comment as one line, without its stars. What a model calls deprecated, its schema calls so too. */
function plain(comment) {
  return comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/^@deprecated\s*/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
