import { AnyJson, Id, page, StoredJson } from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mutation, query, subscription } from '../kernel/index.ts';
import { type Declared, declarationsOf } from './index.ts';

const Colour = z.enum(['red', 'green']);
const Pet = z.object({ id: Id, colour: Colour, owner: z.string().nullable() });
const CreatePetInput = z.object({ colour: Colour.optional(), notes: AnyJson });

/** The declarations of operations that take or give one schema. */
function declared(parts: Partial<Declared>): string {
  return declarationsOf({
    operations: [],
    models: [],
    also: [],
    errorCodes: ['pet_not_found'],
    docs: new Map(),
    ...parts,
  });
}

function giving(output: z.ZodType, models: Declared['models'] = []): string {
  const get = query({ policy: ['client'], input: z.object({}), output, run: async () => null });
  return declared({ operations: [['pets.get', get]], models });
}

function taking(input: z.ZodType, models: Declared['models'] = []): string {
  const run = async () => {};
  const create = mutation({ policy: ['client'], input, output: z.void(), run });
  return declared({ operations: [['pets.create', create]], models });
}

describe('what is given', () => {
  test.each<[string, z.ZodType, string]>([
    ['a text', z.string().min(1), 'string'],
    ['a whole number', z.int().min(1), 'number'],
    ['an id', Id, 'string'],
    ['a choice', Colour, '"red" | "green"'],
    ['a value or none', z.boolean().nullable(), 'boolean | null'],
    ['a list of either', z.array(z.union([z.string(), z.number()])), 'Array<string | number>'],
    ['values by name', z.record(z.string(), z.unknown()), 'Record<string, unknown>'],
    ['a fixed value', z.literal(false), 'false'],
    ['a default', z.string().default('a'), 'string'],
    ['a page', page(z.string()), 'Page<string>'],
    ['stored JSON', StoredJson, 'Json'],
    ['nothing', z.void(), 'void'],
    ['an empty object', z.object({}), 'Record<string, never>'],
  ])('%s is printed', (_, schema, text) => {
    expect(giving(schema)).toContain(`readonly get: Query<Record<string, never>, ${text}>;`);
  });

  test('a member that may be missing has its mark, its comment and its name in quotes if need be', () => {
    const schema = z.object({
      'a-b': z.string().optional().meta({ description: 'One.', deprecated: true }),
    });

    expect(giving(schema)).toContain('/** @deprecated One. */\n');
    expect(giving(schema)).toContain('"a-b"?: string;');
  });

  test('what has no form on the wire is refused', () => {
    expect(() => giving(z.map(z.string(), z.string()))).toThrow('a schema of type map');
  });
});

describe('what is taken', () => {
  test.each<[string, z.ZodType, string]>([
    ['a default', z.string().default('a'), 'string | undefined'],
    ['what is transformed', z.string().transform(Number), 'string'],
    ['any JSON', AnyJson, 'unknown'],
    ['bytes or a text', z.union([z.custom<Uint8Array>(), z.base64()]), 'string'],
    ['one that is mended', z.enum(['a']).optional().catch(undefined), '"a" | undefined'],
  ])('%s is printed', (_, schema, text) => {
    expect(taking(schema)).toContain(`readonly create: Mutation<${text}, void>;`);
  });

  test('a member with a default may be missing', () => {
    expect(taking(z.object({ a: z.int().default(1) }))).toContain('a?: number | undefined;');
  });
});

describe('models', () => {
  const models: Declared['models'] = [
    ['Pet', Pet],
    ['Colour', Colour],
    ['CreatePetInput', CreatePetInput],
  ];

  test('are declared once, with their comments, when they are used', () => {
    const text = declared({
      operations: [
        [
          'pets.list',
          query({
            policy: ['client'],
            input: z.object({}),
            output: page(Pet),
            run: async () => ({ count: 0, next: null, previous: null, results: [] }),
          }),
        ],
      ],
      models: [...models, ['Unused', z.object({})]],
      docs: new Map([
        ['Pet', 'An animal.'],
        ['Pet.owner', 'Who feeds it.'],
      ]),
    });

    expect(text).toContain(
      '/** An animal. */\nexport interface Pet {\n  id: string;\n  colour: Colour;\n  /** Who feeds it. */\n  owner: string | null;\n}',
    );
    expect(text).toContain('export type Colour = "red" | "green";');
    expect(text).toContain('readonly list: Query<Record<string, never>, Page<Pet>>;');
    expect(text).not.toContain('Unused');
  });

  test('of inputs have the form of what is taken, and other models are spelled out there', () => {
    expect(taking(CreatePetInput, models)).toContain(
      'export interface CreatePetInput {\n  colour?: Colour | undefined;\n  notes: unknown;\n}',
    );
    expect(taking(Pet, models)).not.toContain('interface Pet ');
  });

  test('a copy with a description of its own keeps the name', () => {
    const schema = z.object({ colour: Colour.meta({ description: 'Of its fur.' }) });

    expect(giving(schema, models)).toContain('/** Of its fur. */\n      colour: Colour;');
  });

  test('two of one name are refused', () => {
    expect(() => declared({ models: [...models, ['Pet', z.object({})]] })).toThrow(
      'two models are called Pet',
    );
  });
});

test('a subscription is one that goes on', () => {
  const follow = subscription({
    policy: ['client'],
    input: z.object({ cursor: z.string().optional() }),
    output: Pet,
    run: () => Promise.reject(new Error('nobody follows')),
  });

  const text = declared({ operations: [['pets.follow', follow]], models: [['Pet', Pet]] });

  expect(text).toContain('}, Pet>;');
  expect(text).toContain('readonly follow: Subscription<{');
});

test('operations of the Console and of the machine itself are left out', () => {
  const hidden = query({
    policy: ['operator', 'local'],
    input: z.object({}),
    output: z.string(),
    run: async () => '',
  });

  expect(declared({ operations: [['pets.secret', hidden]] })).not.toContain('secret');
});
