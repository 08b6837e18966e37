import {
  Account,
  AnyJson,
  ApiKey,
  Introspection,
  LinkItem,
  StoredJson,
  User,
  UserTokens,
} from '@intarsia/domain';
import { z } from 'zod';

/** A JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export type JsonSchema = Record<string, unknown>;

/** The models that have a name of their own in the document. */
export const models: Record<string, z.ZodType> = {
  Account,
  ApiKey,
  Introspection,
  LinkItem,
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

/** A named model in full. */
export function modelSchema(schema: z.ZodType): JsonSchema {
  return convert(schema, 'output', (part) => (part === schema ? undefined : names.get(part)));
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
      else if (isAnyJson(zodSchema)) replace(jsonSchema, { description: 'Any JSON value.' });
      // A count may come as digits; its own description already says which type it is.
      else if (jsonSchema.type !== undefined) delete jsonSchema.anyOf;
    },
  });
  return converted;
}

function isAnyJson(schema: unknown): boolean {
  return schema === AnyJson || schema === StoredJson;
}

function replace(target: JsonSchema, source: JsonSchema): void {
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, source);
}
