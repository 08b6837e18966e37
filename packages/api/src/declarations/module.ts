import type { z } from 'zod';
import type { AnyOperation } from '../kernel/operation.ts';
import { head } from './head.ts';
import { type Names, namesOf } from './names.ts';
import { comment, indented, typeOf } from './types.ts';

/** What a module of declarations is made from. */
export interface Declared {
  /** By tRPC path, `users.create`. */
  readonly operations: readonly (readonly [path: string, operation: AnyOperation])[];
  /** Schemas by the names that they get when an operation takes or gives them. */
  readonly models: readonly (readonly [name: string, schema: z.core.$ZodType])[];
  /** Models that stand there in any case. */
  readonly also: readonly z.core.$ZodType[];
  readonly errorCodes: readonly string[];
  /** Comments of models, `User`, and of their members, `User.created_at`. */
  readonly docs: ReadonlyMap<string, string>;
}

/**
 * The TypeScript declarations of all that somebody with a key or a token can ask, without a trace of how it
 * is done: the types of the published packages.
 */
export function declarationsOf(declared: Declared): string {
  const names = namesOf(declared.models, declared.docs);
  const face = faceOf(declared, names);
  for (const model of declared.also) typeOf(model, names.printing('output'));
  const codes = declared.errorCodes.map((code) => JSON.stringify(code)).join(' | ');
  return [
    head,
    `/** The codes of errors. Switch on these, never on texts. */\nexport type ErrorCode = ${codes};\n`,
    ...names.declarations(),
    face,
  ].join('\n');
}

function faceOf({ operations }: Declared, names: Names): string {
  const nouns = new Map<string, string[]>();
  for (const [path, operation] of operations) {
    if (!operation.policy.some((policy) => isOutside.has(policy))) continue;
    const [noun = '', verb = ''] = path.split('.');
    nouns.set(noun, [...(nouns.get(noun) ?? []), memberOf(verb, operation, names)]);
  }
  const members = [...nouns].map(([noun, verbs]) => `readonly ${noun}: {\n${indented(verbs)}\n};`);
  return `/** Every operation of a server, typed. */\nexport interface Intarsia {\n${indented(members)}\n}\n`;
}

/** Who calls from outside: not an operator in the Console, and not the machine itself. */
const isOutside = new Set(['client', 'user', 'public']);

const typeNames = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

function memberOf(verb: string, operation: AnyOperation, names: Names): string {
  const { kind, input, output, rest } = operation;
  const type = typeNames[kind];
  const takes = typeOf(input, names.printing('input'));
  const gives = typeOf(output, names.printing('output'));
  const said = rest && `${rest.summary}: \`${rest.method} ${rest.path}\`.`;
  const doc = comment([said, rest?.description].filter(Boolean).join(' '));
  return `${doc}readonly ${verb}: ${type}<${takes}, ${gives}>;`;
}
