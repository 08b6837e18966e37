import {
  connectionErrors,
  type ErrorAccount,
  type ErrorKind,
  errorKinds,
  payDistributionErrors,
} from '@intarsia/domain';
import { z } from 'zod';
import { statusOfKind } from '../kernel/rest/errors.ts';
import type { OpenApiDocument } from './document.ts';
import {
  code,
  escapeHtml,
  type Html,
  heading,
  join,
  list,
  markdown,
  section,
  table,
} from './html.ts';
import { pageStyle } from './page-style.ts';

const Schema = z.record(z.string(), z.unknown());

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        tags: z.array(z.string()),
        summary: z.string(),
        description: z.string().optional(),
        security: z.array(z.record(z.string(), z.unknown())),
        parameters: z
          .array(
            z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema: Schema }),
          )
          .default([]),
        requestBody: z.object({ content: z.record(z.string(), Schema) }).optional(),
        responses: z.record(z.string(), Schema),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});
type Described = z.infer<typeof Document>;
type DescribedOperation = Described['paths'][string][string];

/** The API reference as one HTML page without script, written from the OpenAPI document. */
export function docsPage(document: OpenApiDocument): string {
  const { paths, components } = Document.parse(document);
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(entries.flatMap(({ operation }) => operation.tags))];
  const sections = tags.map((tag) =>
    section(
      tag,
      join(entries.filter(({ operation }) => operation.tags.includes(tag)).map(operationHtml)),
    ),
  );
  const names = [...tags, 'Objects', 'Errors', 'Connection errors', 'Pay distribution errors'];
  return page(names, [
    ...sections,
    section('Objects', join(Object.entries(components.schemas).map(modelHtml))),
    section('Errors', errorsHtml()),
    section('Connection errors', codesHtml(connectionErrors)),
    section('Pay distribution errors', codesHtml(payDistributionErrors)),
  ]);
}

function page(names: readonly string[], sections: readonly Html[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Intarsia API reference</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<nav aria-label="Sections"><strong>Intarsia</strong>${list(names)}</nav>
<main id="content">
<h1>API reference</h1>
<p>Every call under <code>/v1</code>. Keys go as HTTP Basic, user name <code>api_key_id</code>, password
<code>api_key_secret</code>; the key selects the environment. Times are UTC. Lists are newest first and carry
<code>next</code>, a whole URL. The same as data: <a href="/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function operationHtml(entry: {
  path: string;
  method: string;
  operation: DescribedOperation;
}): Html {
  const { path, method, operation } = entry;
  const statuses = Object.entries(operation.responses);
  return join([
    '<article>',
    heading(operation.summary, operation.operationId),
    `<p class="row"><b>${escapeHtml(method.toUpperCase())}</b> <code>${escapeHtml(path)}</code></p>`,
    operation.description ? `<p>${markdown(operation.description)}</p>` : '',
    parametersHtml(operation),
    `<pre><code>${escapeHtml(curlLine(entry))}</code></pre>`,
    `<p class="muted">Answers ${statuses.map(([status]) => code(status)).join(' ')}</p>`,
    '</article>',
  ]);
}

function parametersHtml({ parameters, requestBody }: DescribedOperation): Html {
  const Body = z.object({
    properties: z.record(z.string(), Schema),
    required: z.array(z.string()).default([]),
  });
  const json = requestBody?.content['application/json'];
  const body = json && Body.parse(json.schema);
  const members = Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'body',
    required: body?.required.includes(name) ?? false,
    schema,
  }));
  const rows = [...parameters, ...members].map((one) => [
    code(one.name),
    one.in,
    one.required ? 'yes' : 'no',
    typeOf(one.schema),
    markdown(String(one.schema.description ?? '')),
  ]);
  return rows.length > 0 ? table(['Name', 'In', 'Required', 'Type', 'Meaning'], rows) : '';
}

/** A line that works when pasted, once the names in capitals are filled in. */
function curlLine({
  path,
  method,
  operation,
}: {
  path: string;
  method: string;
  operation: DescribedOperation;
}): string {
  const named = path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`);
  const needed = operation.parameters.filter((one) => one.in === 'query' && one.required);
  const query = needed.map(({ name }) => `${name}=$${name.toUpperCase()}`).join('&');
  const url = `$INTARSIA_URL${named}${query === '' ? '' : `?${query}`}`;
  const example = operation.requestBody?.content['application/json']?.example;
  return [
    'curl',
    method === 'get' ? '' : `-X ${method.toUpperCase()}`,
    operation.security.length > 0 ? '-u "$INTARSIA_API_KEY"' : '',
    example ? `-H 'content-type: application/json' -d '${JSON.stringify(example)}'` : '',
    fileLine(operation),
    `"${url}"`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function fileLine({ requestBody }: DescribedOperation): string {
  const [type = 'application/json'] = Object.keys(requestBody?.content ?? {});
  return type === 'application/json' ? '' : `-H 'content-type: ${type}' --data-binary @FILE`;
}

function modelHtml([name, schema]: [string, Record<string, unknown>]): Html {
  const properties = z.record(z.string(), Schema).safeParse(schema.properties);
  const rows = Object.entries(properties.data ?? {}).map(([key, part]) => [
    code(key),
    typeOf(part),
    part.deprecated ? 'deprecated' : '',
  ]);
  return join([
    '<article>',
    heading(name, `object-${name}`),
    rows.length > 0 ? table(['Field', 'Type', ''], rows) : '',
    '</article>',
  ]);
}

/** A schema in a word or two. */
function typeOf(schema: unknown): Html {
  const part = Schema.parse(schema ?? {});
  if (typeof part.$ref === 'string') {
    const name = part.$ref.split('/').at(-1) ?? '';
    return `<a href="#object-${escapeHtml(name)}">${escapeHtml(name)}</a>`;
  }
  if (Array.isArray(part.enum)) return part.enum.map((value) => code(String(value))).join(' ');
  const union = part.anyOf ?? part.oneOf;
  if (Array.isArray(union)) return union.map(typeOf).join(' or ');
  if (part.type === 'array') return `list of ${typeOf(part.items)}`;
  if (typeof part.type === 'string') return escapeHtml(part.type);
  return 'any JSON';
}

function errorsHtml(): Html {
  const rows = Object.entries(errorKinds).map(([name, kind]: [string, ErrorKind]) => [
    code(name),
    String(statusOfKind[kind]),
    escapeHtml(kind.replaceAll('_', ' ')),
  ]);
  const intro =
    '<p>The body of an error is <code>{"detail", "code"}</code>; each wrong field stands beside them with its texts, or in <code>fields</code> when its own name is taken. Switch on <code>code</code>, never on <code>detail</code>.</p>';
  return intro + table(['Code', 'Status', 'Kind'], rows);
}

function codesHtml(accounts: Readonly<Record<string, ErrorAccount>>): Html {
  const rows = Object.entries(accounts).map(([name, { message, cause, advice }]) => [
    code(name),
    escapeHtml(message),
    escapeHtml(cause),
    escapeHtml(advice.reader),
    escapeHtml(advice.person),
  ]);
  return table(['Code', 'Message', 'Cause', 'For you', 'For the person'], rows, 'prose');
}
