import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { allOperations, docsPage, openApi } from '../index.ts';
import { examples } from './examples.ts';
import { models } from './schemas.ts';

const rows = allOperations().flatMap(([id, operation]) =>
  operation.rest ? [{ id, rest: operation.rest }] : [],
);

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(JSON.parse(JSON.stringify(openApi())));

  expect(result).toMatchObject({ valid: true });
});

test.each(Object.keys(models))('the example of %s is one', (name) => {
  expect(models[name]?.safeParse(examples[name]).error).toBeUndefined();
  expect(models[name]).toBeDefined();
});

test('every REST row is described, with its status and its refusals', () => {
  const { paths } = openApi() as { paths: Record<string, Record<string, { responses: object }>> };

  for (const { rest } of rows) {
    const described = paths[rest.path]?.[rest.method.toLowerCase()];
    expect(Object.keys(described?.responses ?? {})).toEqual(
      expect.arrayContaining([String(rest.status), '400', '503']),
    );
  }
});

test.each([
  ['/v1/sandbox/scenarios/{name}', 'delete'],
  ['/v1/forms/{id}', 'patch'],
  ['/v1/forms/{id}/files/{file}', 'delete'],
])('%s says that %s may be refused by the state of things', (path, method) => {
  const { paths } = openApi() as { paths: Record<string, Record<string, { responses: object }>> };

  expect(paths[path]?.[method]?.responses).toHaveProperty('409');
});

test('a login that starts over, a live key and a wrong method are described', () => {
  const { paths } = openApi() as { paths: Record<string, Record<string, { responses: object }>> };
  const { responses } = paths['/v1/sandbox/accounts']?.post ?? {};

  expect(Object.keys(responses ?? {})).toEqual(expect.arrayContaining(['200', '201', '404']));
  for (const methods of Object.values(paths)) {
    for (const { responses } of Object.values(methods)) expect(responses).toHaveProperty('405');
  }
});

test.each([
  ['/v1/user-tokens/revoke', ['token', 'user']],
  ['/v1/sandbox/accounts/{id}/mfa', ['code', 'choice']],
])('the body of %s is said to have exactly one of %j', (path, names) => {
  const { paths } = openApi() as { paths: Record<string, Record<string, object>> };

  expect(paths[path]?.post).toMatchObject({
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { oneOf: names.map((name) => ({ required: [name] })) } },
      },
    },
  });
});

test('the deprecated twins are marked as such', () => {
  const { components } = openApi() as {
    components: {
      schemas: Record<string, { properties: Record<string, { deprecated?: boolean }> }>;
    };
  };

  const marked = Object.entries(components.schemas.Account?.properties ?? {})
    .filter(([, schema]) => schema.deprecated)
    .map(([name]) => name);
  expect(marked).toEqual(['data_partner', 'status', 'error_code']);
});

test('the reference page shows every row and both tables of codes, and runs no script', () => {
  const page = docsPage(openApi());

  for (const { rest } of rows) expect(page).toContain(`<code>${rest.path}</code>`);
  expect(page).toContain('<code>invalid_credentials</code>');
  expect(page).toContain('<code>confirmation_timeout</code>');
  expect(page).not.toMatch(/<script|javascript:|\son\w+=/i);
});

test('an upload is described by its types, its query and a line that sends a file', () => {
  const document = openApi();
  interface Described {
    requestBody: { content: object };
    parameters: { name: string; in: string }[];
    security: object[];
  }
  const { paths } = document as { paths: Record<string, Record<string, Described>> };
  const upload = paths['/v1/forms/{id}/files']?.post;

  expect(Object.keys(upload?.requestBody.content ?? {})).toContain('application/pdf');
  expect(upload?.parameters.map((one) => [one.name, one.in])).toEqual([
    ['id', 'path'],
    ['slot', 'query'],
    ['name', 'query'],
    ['Idempotency-Key', 'header'],
  ]);
  expect(upload?.security).toEqual([{ key: [] }, { userToken: [] }]);
  expect(docsPage(document)).toContain(
    `-H 'content-type: application/pdf' --data-binary @FILE &quot;$INTARSIA_URL/v1/forms/$ID/files?slot=$SLOT&quot;`,
  );
});
