import type { z } from 'zod';
import type { Declared } from './module.ts';
import { bodyOf, comment, type Printing } from './types.ts';

/** The models of a module: those that were asked for by name, and what they need in turn. */
export interface Names {
  /** How to print what an operation takes, or what it gives. */
  printing(io: Printing['io']): Printing;
  /** Declarations of all models that were named so far, in alphabetical order. */
  declarations(): string[];
}

type Schema = z.core.$ZodType;

/** Kinds of schemas that are worth a name; a named text or number says no more than `string`. */
const named = new Set(['object', 'union', 'enum']);

/** Keeps account of which models are named. Inputs have the form of what is taken, all others of what is given. */
export function namesOf(models: Declared['models'], docs: Declared['docs']): Names {
  const names = new Map<unknown, string>();
  const taken = new Set<string>();
  for (const [name, schema] of models) {
    if (!named.has(schema._zod.def.type) || names.has(schema)) continue;
    if (taken.has(name)) throw new Error(`two models are called ${name}`);
    taken.add(name);
    names.set(schema, name);
  }
  const used = new Map<string, { readonly isObject: boolean; readonly body: string }>();

  function nameOf(schema: Schema, io: Printing['io']): string | undefined {
    const name = names.get(schema) ?? names.get(originOf(schema));
    if (name === undefined || !fits(schema, name, io)) return undefined;
    if (!used.has(name)) {
      // Set before its text is known: a model may hold others that hold it.
      const isObject = schema._zod.def.type === 'object';
      used.set(name, { isObject, body: '' });
      used.set(name, { isObject, body: bodyOf(schema, printing(io), name) });
    }
    return name;
  }

  const printing = (io: Printing['io']): Printing => ({
    io,
    nameOf: (schema) => nameOf(schema, io),
    docOf: (model, member) => docs.get(`${model}.${member}`),
  });

  return {
    printing,
    declarations: () =>
      [...used]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { isObject, body }]) => {
          const declared = isObject ? `interface ${name} ${body}` : `type ${name} = ${body};`;
          return `${comment(docs.get(name))}export ${declared}\n`;
        }),
  };
}

/** A model of a value that is given has another form where it is taken, unless it is a plain choice. */
function fits(schema: Schema, name: string, io: Printing['io']): boolean {
  if (schema._zod.def.type === 'enum') return true;
  return /(Input|Ref)$/.test(name) === (io === 'input');
}

/** The schema that was copied to give it a description of its own. */
function originOf(schema: Schema): Schema | undefined {
  const { parent } = schema._zod;
  return parent && parent._zod.def === schema._zod.def ? parent : undefined;
}
