import { AnyJson, StoredJson } from '@intarsia/domain';
import { z } from 'zod';

/** What a type is printed with. */
export interface Printing {
  /** Which side of the schema: what it takes, or what it gives. */
  readonly io: 'input' | 'output';
  /** The name under which a schema stands in the module, if it has one there. */
  nameOf(schema: z.core.$ZodType): string | undefined;
  /** What a comment says about a member of a named model. */
  docOf(model: string, member: string): string | undefined;
}

type Def = z.core.$ZodTypeDef & Record<string, unknown>;

const plain: Readonly<Record<string, string>> = {
  string: 'string',
  template_literal: 'string',
  number: 'number',
  int: 'number',
  bigint: 'bigint',
  boolean: 'boolean',
  date: 'Date',
  null: 'null',
  undefined: 'undefined',
  void: 'void',
  never: 'never',
  unknown: 'unknown',
  any: 'unknown',
};

/** The TypeScript of a schema. Throws for one that has no form on the wire. */
export function typeOf(schema: z.core.$ZodType, printing: Printing): string {
  const name = printing.nameOf(schema);
  return name ?? bodyOf(schema, printing);
}

/** The TypeScript of a schema, spelled out although it may have a name. */
export function bodyOf(schema: z.core.$ZodType, printing: Printing, model?: string): string {
  if (schema === AnyJson) return printing.io === 'input' ? 'unknown' : 'Json';
  if (schema === StoredJson) return 'Json';
  const def = defOf(schema);
  const known = plain[def.type];
  if (known !== undefined) return known;
  const print = printers[def.type];
  if (!print) throw new Error(`a schema of type ${def.type} has no TypeScript`);
  return print(def, printing, model);
}

type Printer = (def: Def, printing: Printing, model: string | undefined) => string;

const inner: Printer = (def, printing, model) => bodyOrName(def.innerType, printing, model);
const withUndefined: Printer = (def, printing) =>
  union([partOf(def.innerType, printing), 'undefined']);

const printers: Readonly<Record<string, Printer>> = {
  object: (def, printing, model) => objectOf(def, printing, model),
  array: (def, printing) => `Array<${partOf(def.element, printing)}>`,
  record: (def, printing) => `Record<string, ${partOf(def.valueType, printing)}>`,
  tuple: (def, printing) => `[${listOf(def.items, printing).join(', ')}]`,
  union: (def, printing) => union(listOf(onTheWire(def.options), printing)),
  intersection: (def, printing) => `${partOf(def.left, printing)} & ${partOf(def.right, printing)}`,
  enum: ({ entries }) => union(Object.values(Object(entries)).map((one) => JSON.stringify(one))),
  literal: ({ values }) => union(Array.from(values as Iterable<unknown>, literal)),
  nullable: (def, printing) => union([partOf(def.innerType, printing), 'null']),
  // Where something is given, JSON leaves out what is not there.
  optional: (def, printing, model) =>
    (printing.io === 'input' ? withUndefined : inner)(def, printing, model),
  default: (def, printing, model) =>
    (printing.io === 'input' ? withUndefined : inner)(def, printing, model),
  prefault: (def, printing, model) =>
    (printing.io === 'input' ? withUndefined : inner)(def, printing, model),
  catch: inner,
  readonly: inner,
  nonoptional: inner,
  pipe: (def, printing, model) =>
    bodyOrName(printing.io === 'input' ? def.in : def.out, printing, model),
};

function bodyOrName(part: unknown, printing: Printing, model: string | undefined): string {
  const schema = schemaIn(part);
  return printing.nameOf(schema) ?? bodyOf(schema, printing, model);
}

function partOf(part: unknown, printing: Printing): string {
  return typeOf(schemaIn(part), printing);
}

/** What JSON can hold of several forms: bytes, say, stand beside their text. */
function onTheWire(options: unknown): unknown {
  // Safe: options of a union are a list of schemas.
  const all = options as readonly unknown[];
  return all.filter((option) => defOf(schemaIn(option)).type !== 'custom');
}

function listOf(parts: unknown, printing: Printing): string[] {
  // Safe: options of a union and items of a tuple are lists of schemas.
  return (parts as readonly unknown[]).map((part) => partOf(part, printing));
}

function objectOf({ shape }: Def, printing: Printing, model: string | undefined): string {
  const parts = Object.entries(Object(shape)).map(
    ([name, part]) => [name, schemaIn(part)] as const,
  );
  const item = itemOfPage(new Map(parts));
  if (item) return `Page<${typeOf(item, printing)}>`;
  const members = parts.map(([name, schema]) => {
    const { optin, optout } = schema._zod;
    const mayMiss = printing.io === 'input' ? optin !== undefined : optout === 'optional';
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    const { description, deprecated } = z.globalRegistry.get(schema) ?? {};
    const doc = description ?? (model === undefined ? undefined : printing.docOf(model, name));
    return `${comment(doc, deprecated)}${key}${mayMiss ? '?' : ''}: ${typeOf(schema, printing)};`;
  });
  return members.length === 0 ? 'Record<string, never>' : `{\n${indented(members)}\n}`;
}

/** What a page lists, if the object is one. */
function itemOfPage(parts: ReadonlyMap<string, z.core.$ZodType>): z.core.$ZodType | undefined {
  if ([...parts.keys()].join() !== 'count,next,previous,results') return undefined;
  const results = parts.get('results');
  return results && schemaIn(defOf(results).element);
}

/** A comment with this text; nothing where there is none. */
export function comment(text: string | undefined, deprecated?: boolean): string {
  const line = [deprecated ? '@deprecated' : '', text ?? '']
    .filter((part) => part !== '')
    .join(' ');
  return line === '' ? '' : `/** ${line.replaceAll('*/', '* /')} */\n`;
}

function literal(value: unknown): string {
  return JSON.stringify(value);
}

function union(options: readonly string[]): string {
  return [...new Set(options)].join(' | ');
}

function defOf(schema: z.core.$ZodType): Def {
  // Safe: every definition is an object, whose members are looked at as unknown.
  return schema._zod.def as Def;
}

function schemaIn(part: unknown): z.core.$ZodType {
  if (typeof part === 'object' && part !== null && '_zod' in part) {
    // Safe: only schemas have this member.
    return part as z.core.$ZodType;
  }
  throw new Error('a part of a schema is no schema');
}

/** Lines as they stand inside braces. */
export function indented(members: readonly string[]): string {
  return members.join('\n').replaceAll(/^/gm, '  ');
}
