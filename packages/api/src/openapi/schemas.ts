import {
  Account,
  Activity,
  AnyJson,
  ApiKey,
  CreatedApiKey,
  CreatedUser,
  Document,
  Employment,
  FeedEvent,
  Form,
  Id,
  IdInput,
  Introspection,
  LinkItem,
  PayAllocation,
  Payout,
  Profile,
  Reputation,
  StoredJson,
  Timestamp,
  User,
  UserTokens,
  Vehicle,
  WholeSecond,
} from '@intarsia/domain';
import { z } from 'zod';
import { examples } from './examples.ts';

/** A JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export type JsonSchema = Record<string, unknown>;

/** The models that have a name of their own in the document. */
export const models: Record<string, z.ZodType> = {
  Account,
  ApiKey,
  CreatedApiKey,
  CreatedUser,
  Introspection,
  LinkItem,
  Profile,
  Employment,
  Document,
  Vehicle,
  Payout,
  Activity,
  Reputation,
  PayAllocation,
  Form,
  FeedEvent,
  User,
  UserTokens,
};

const names = new Map<unknown, string>(
  Object.entries(models).map(([name, schema]) => [schema, name]),
);

/** What a schema takes (`input`) or gives (`output`), with named models as references. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return convert(schema, io, (part) => names.get(part));
}

/** A named model in full, with an example. */
export function modelSchema(name: string, schema: z.ZodType): JsonSchema {
  const described = convert(schema, 'output', (part) =>
    part === schema ? undefined : names.get(part),
  );
  return { ...described, examples: [examples[name]] };
}

function convert(
  schema: z.ZodType,
  io: 'input' | 'output',
  nameOf: (part: unknown) => string | undefined,
): JsonSchema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const name = nameOf(zodSchema);
      if (name !== undefined) replace(jsonSchema, { $ref: `#/components/schemas/${name}` });
      else if (formats.has(zodSchema)) replace(jsonSchema, formatOf(zodSchema));
      else if (isAnyJson(zodSchema)) replace(jsonSchema, { description: 'Any JSON value.' });
      // A count may come as digits; its own description already says which type it is.
      else if (jsonSchema.type !== undefined) delete jsonSchema.anyOf;
    },
  });
  return converted;
}

/** Values whose form has a name that tools know better than our patterns. */
const formats = new Map<unknown, string>([
  [Id, 'uuid'],
  [IdInput, 'uuid'],
  [Timestamp, 'date-time'],
  [WholeSecond, 'date-time'],
]);

function formatOf(schema: unknown): JsonSchema {
  return { type: 'string', format: formats.get(schema) };
}

function isAnyJson(schema: unknown): boolean {
  return schema === AnyJson || schema === StoredJson;
}

function replace(target: JsonSchema, source: JsonSchema): void {
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, source);
}
