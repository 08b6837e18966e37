import { z } from 'zod';
import { type AnyOperation, pathNames, type RestRow } from '../kernel/operation.ts';
import { Upload } from '../kernel/upload.ts';
import { type JsonSchema, modelSchema, models, schemaOf } from './schemas.ts';

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = Record<string, unknown>;

/** Describes the REST face of the operations. `paths` of the tRPC router become operation ids. */
export function openApiDocument(
  operations: readonly (readonly [path: string, operation: AnyOperation])[],
): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, operation] of operations) {
    if (!operation.rest) continue;
    const { path, method } = operation.rest;
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: describe(id, operation, operation.rest),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Intarsia',
      version: '1',
      summary: 'Payroll connectivity that you run yourself',
      description:
        'The `/v1` API. Times are UTC; lists are newest first; errors are objects with a `detail`.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(operations.flatMap(([, { rest }]) => rest?.tag ?? []))].map((name) => ({
      name,
    })),
    paths,
    components: {
      schemas: { ...namedModels(), Error: errorSchema },
      responses: errorResponses,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'basic',
          description:
            'An API key: its id as user name, its secret as password. It selects the environment.',
        },
        userToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}

function describe(id: string, operation: AnyOperation, row: RestRow): JsonSchema {
  return {
    operationId: id.replace('.', '_'),
    tags: [row.tag],
    summary: row.summary,
    ...(row.description ? { description: row.description } : {}),
    security: securityOf(operation),
    ...parametersOf(operation, row),
    ...bodyOf(operation, row),
    responses: { ...successesOf(operation, row), ...failuresOf(operation, row) },
  };
}

function securityOf({ policy, kind, rest }: AnyOperation): JsonSchema[] {
  if (policy.includes('public')) return [];
  const isForUsers = policy.includes('user') && (kind !== 'mutation' || rest?.bearer);
  return [{ key: [] }, ...(isForUsers ? [{ userToken: [] }] : [])];
}

function parametersOf(operation: AnyOperation, row: RestRow): JsonSchema {
  const members = inputMembers(operation);
  const inPath = pathNames(operation);
  const parameters = Object.entries(members.properties).flatMap(([name, schema]) => {
    if (inPath.includes(name)) return [{ name, in: 'path', required: true, schema }];
    if (row.method !== 'GET' && !(row.upload && !Object.hasOwn(Upload.shape, name))) return [];
    return [{ name, in: 'query', required: members.required.includes(name), schema }];
  });
  if (row.method === 'POST') parameters.push(idempotencyParameter);
  if (operation.kind === 'subscription') parameters.push(lastEventParameter);
  return parameters.length > 0 ? { parameters } : {};
}

const idempotencyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
};

const lastEventParameter = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  schema: { type: 'string' },
};

function bodyOf(operation: AnyOperation, row: RestRow): JsonSchema {
  if (row.method === 'GET' || row.method === 'DELETE') return {};
  if (row.text) return textBodyOf(row.text, row.example?.request);
  if (row.upload) return { requestBody: { required: true, content: filesOf(row.upload) } };
  const { properties, required, oneOf } = inputMembers(operation);
  const inPath = pathNames(operation);
  const own = Object.fromEntries(
    Object.entries(properties).filter(([name]) => !inPath.includes(name)),
  );
  if (Object.keys(own).length === 0) return {};
  const needed = required.filter((name) => !inPath.includes(name));
  const schema = {
    type: 'object',
    properties: own,
    ...(needed.length > 0 ? { required: needed } : {}),
    ...(oneOf ? { oneOf } : {}),
  };
  const example = row.example?.request;
  return {
    requestBody: {
      required: needed.length > 0 || oneOf !== undefined,
      content: { 'application/json': { schema, ...(example ? { example } : {}) } },
    },
  };
}

function textBodyOf({ types, schema }: NonNullable<RestRow['text']>, example: unknown): JsonSchema {
  const [first] = types;
  const text = { schema: { type: 'string' }, ...(example ? { example } : {}) };
  return {
    requestBody: {
      required: true,
      content: { [first]: text, 'application/json': { schema: schemaOf(schema, 'input') } },
    },
  };
}

/** A file is described by its type alone. */
function filesOf({ media_types }: NonNullable<RestRow['upload']>): JsonSchema {
  return Object.fromEntries(media_types.map((type) => [type, { schema: {} }]));
}

function inputMembers(operation: AnyOperation): {
  properties: Record<string, JsonSchema>;
  required: string[];
  /** Sets of members of which exactly one must be given. */
  oneOf?: unknown[] | undefined;
} {
  const Members = z.object({
    properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
    required: z.array(z.string()).default([]),
    oneOf: z.array(z.unknown()).optional(),
  });
  return Members.parse(schemaOf(operation.input, 'input'));
}

function successesOf(operation: AnyOperation, row: RestRow): JsonSchema {
  const first = successOf(operation, row);
  const others = Object.entries(row.otherwise ?? {}).map(([status, description]) => [
    status,
    { ...first, description },
  ]);
  return { [row.status]: first, ...Object.fromEntries(others) };
}

function successOf(operation: AnyOperation, row: RestRow): JsonSchema {
  if (operation.output instanceof z.ZodVoid) return { description: 'Done; the answer is empty.' };
  const example = row.example?.response;
  if (operation.kind === 'subscription') return streamOf(operation);
  return {
    description: row.status === 201 ? 'Created.' : 'The answer.',
    content: {
      'application/json': {
        schema: schemaOf(operation.output, 'output'),
        ...(example ? { example } : {}),
      },
    },
  };
}

/** OpenAPI has no form for the events of a stream: it is a text, whose `data` is described in words. */
function streamOf({ output }: AnyOperation): JsonSchema {
  const data = schemaOf(output, 'output');
  return {
    description: 'The stream. Each `data` is JSON of the schema in `x-data`.',
    content: { 'text/event-stream': { schema: { type: 'string' }, 'x-data': data } },
  };
}

const failures: Record<string, [name: string, description: string]> = {
  400: ['Invalid', 'A value is wrong; `detail` names the field and what was expected.'],
  401: ['Unauthorized', 'Credentials are missing, wrong, expired or not for this operation.'],
  404: ['NotFound', 'Nothing with this id is visible to these credentials.'],
  405: ['MethodNotAllowed', 'The path has other methods; Allow names them.'],
  409: ['Conflict', 'The state does not allow it.'],
  413: ['TooLarge', 'The body is over 1 MiB, or a file over 20 MiB.'],
  415: [
    'UnsupportedMedia',
    'The body is not JSON in UTF-8, or not a file of a kind that is taken.',
  ],
  422: ['KeyReused', 'The Idempotency-Key was used for another request.'],
  429: ['TooMany', 'Too many requests; wait as long as Retry-After says.'],
  503: ['Unavailable', 'Try again.'],
};

const texts: JsonSchema = { type: 'array', items: { type: 'string' } };

const errorSchema: JsonSchema = {
  type: 'object',
  description:
    'Fields that are wrong stand beside `detail` and `code`, each with its texts; those that are themselves called `detail`, `code` or `fields` stand in `fields`.',
  properties: {
    detail: { type: 'string' },
    code: { type: 'string' },
    fields: { type: 'object', additionalProperties: texts },
  },
  required: ['detail', 'code'],
  additionalProperties: texts,
};

const errorResponses = Object.fromEntries(
  Object.values(failures).map(([name, description]) => [
    name,
    {
      description,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  ]),
);

function failuresOf(operation: AnyOperation, row: RestRow): JsonSchema {
  const statuses = ['400', '405', '429', '503'];
  if (!operation.policy.includes('public')) statuses.push('401');
  // In a live environment nothing of the sandbox is found.
  if (pathNames(operation).length > 0 || operation.sandbox) statuses.push('404');
  if (row.method === 'POST') statuses.push('409', '413', '415', '422');
  if (row.method === 'PATCH' || row.method === 'PUT') statuses.push('413', '415');
  if (row.conflicts) statuses.push('409');
  return Object.fromEntries(
    statuses
      .sort()
      .map((status) => [status, { $ref: `#/components/responses/${failures[status]?.[0]}` }]),
  );
}

function namedModels(): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(models).map(([name, model]) => [name, modelSchema(name, model)]),
  );
}
