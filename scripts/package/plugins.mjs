// What turns a package of this repository into one that can be published: plugins for its rolldown config.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isolatedDeclarationSync } from 'rolldown/experimental';

/**
 * Writes the declarations of a package's entries and of all that they need, so that nobody needs the
 * sources. `instead` gives the text of files whose declarations are made otherwise, by name.
 */
export function declarations({ entries, dir, instead = {} }) {
  const folder = path.dirname(entries[0]);
  return {
    name: 'declarations',
    async writeBundle() {
      const written = new Set();
      const waiting = entries.map((entry) => path.relative(folder, entry));
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        if (written.has(name)) continue;
        written.add(name);
        const text = await (instead[name]?.() ?? declarationOf(path.join(folder, name)));
        for (const [, specifier] of text.matchAll(/from ["']([^"']+)["']/g)) {
          if (specifier.startsWith('.')) waiting.push(path.join(path.dirname(name), specifier));
          else if (/^@intarsia\/(?!client$)/.test(specifier)) {
            throw new Error(`${name} shows types of ${specifier}, which is not published`);
          }
        }
        const target = path.join(dir, name.replace(/\.ts$/, '.d.ts'));
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(target, text.replaceAll(/(from ["']\.\.?\/[^"']+)\.ts(["'])/g, '$1.js$2'));
      }
    },
  };
}

async function declarationOf(file) {
  const source = await readFile(file, 'utf8');
  const { code, errors } = isolatedDeclarationSync(file, source, { stripInternal: true });
  const [error] = errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  // The compiler knows a reference by its place before everything else.
  const references = source.match(/^\/\/\/ <reference .*\n/gm) ?? [];
  return references.filter((line) => !code.includes(line.trim())).join('') + code;
}

/** Refuses packages that a bundle leaves outside without naming them as dependencies. */
export function onlyDeclared(dependencies) {
  return {
    name: 'only-declared',
    generateBundle(_, output) {
      for (const chunk of Object.values(output)) {
        for (const name of chunk.type === 'chunk'
          ? [...chunk.imports, ...chunk.dynamicImports]
          : []) {
          const isOurs = name in output || name.startsWith('node:');
          const bare = name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/');
          if (!isOurs && !dependencies.includes(bare)) {
            throw new Error(`${chunk.fileName} imports ${name}, which package.json does not name`);
          }
        }
      }
    },
  };
}

/** Writes the licenses of the packages of others that went into a bundle, as those ask. */
export function notices({ dir }) {
  const folders = new Set();
  return {
    name: 'notices',
    generateBundle(_, output) {
      for (const chunk of Object.values(output)) {
        for (const id of Object.keys(chunk.modules ?? {})) {
          const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
          if (folder && chunk.modules[id].renderedLength > 0) folders.add(folder);
        }
      }
    },
    async writeBundle() {
      const texts = await Promise.all([...folders].sort().map(noticeOf));
      if (texts.length > 0) await writeFile(path.join(dir, 'THIRD-PARTY.txt'), texts.join('\n\n'));
    },
  };
}

async function noticeOf(folder) {
  const { name, version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no license to pass on`);
  return `${name} ${version}\n\n${(await readFile(path.join(folder, file), 'utf8')).trim()}\n`;
}
