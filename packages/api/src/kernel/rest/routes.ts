import { AnyJson, IntarsiaError } from '@intarsia/domain';
import { z } from 'zod';
import type { AnyOperation, RestRow } from '../operation.ts';

/** An operation at its path. */
export interface Route {
  readonly operation: AnyOperation;
  readonly row: RestRow;
  /** The path template. */
  readonly path: string;
  /** Body members that may hold any JSON and are kept as source text. */
  readonly rawMembers: readonly string[];
}

interface Pattern {
  readonly segments: readonly string[];
  readonly byMethod: Map<string, Route>;
}

/** Routes by their number of segments; literal segments come before names in braces. */
export type RouteTable = ReadonlyMap<number, readonly Pattern[]>;

/** Builds the table from every operation that has a REST row. Throws when two rows claim one place. */
export function routeTable(operations: Iterable<AnyOperation>): RouteTable {
  const patterns = new Map<string, Pattern>();
  for (const operation of operations) {
    const row = operation.rest;
    if (!row) continue;
    const pattern = patterns.get(row.path) ?? {
      segments: segmentsOf(row.path),
      byMethod: new Map(),
    };
    if (pattern.byMethod.has(row.method)) throw new Error(`two rows for ${row.method} ${row.path}`);
    pattern.byMethod.set(row.method, {
      operation,
      row,
      path: row.path,
      rawMembers: rawMembers(operation.input),
    });
    patterns.set(row.path, pattern);
  }
  const table = new Map<number, Pattern[]>();
  for (const pattern of patterns.values()) {
    const size = pattern.segments.length;
    table.set(size, [...(table.get(size) ?? []), pattern].sort(byLiterals));
  }
  return table;
}

function byLiterals(a: Pattern, b: Pattern): number {
  const names = ({ segments }: Pattern) =>
    segments.filter((segment) => segment.startsWith('{')).length;
  return names(a) - names(b);
}

/** Finds the route of a request. Throws `route_unknown` (404) or `method_not_allowed` (405). */
export function matchRoute(
  table: RouteTable,
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } {
  const segments = segmentsOf(path);
  let known = false;
  for (const pattern of table.get(segments.length) ?? []) {
    const params = matchSegments(pattern.segments, segments);
    if (!params) continue;
    known = true;
    const route = pattern.byMethod.get(method);
    if (route) return { route, params };
  }
  if (!known) throw new IntarsiaError('route_unknown', 'Not found.');
  throw new MethodNotAllowed(method, allowedMethods(table, path));
}

/** A known path asked with a method that it does not offer (RFC 9110 section 15.5.6). */
export class MethodNotAllowed extends IntarsiaError {
  readonly allow: readonly string[];
  constructor(method: string, allow: readonly string[]) {
    super('method_not_allowed', `Method "${method}" not allowed.`);
    this.allow = allow;
  }
}

/** The methods that a path offers. */
export function allowedMethods(table: RouteTable, path: string): string[] {
  const segments = segmentsOf(path);
  const methods = (table.get(segments.length) ?? [])
    .filter((pattern) => matchSegments(pattern.segments, segments))
    .flatMap((pattern) => [...pattern.byMethod.keys()]);
  return [...new Set(methods)].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}

/** Doubled and trailing slashes make no segment: clients are configured with a base that ends in one. */
function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [i, expected] of pattern.entries()) {
    const segment = segments[i] ?? '';
    if (!expected.startsWith('{')) {
      if (segment !== expected) return undefined;
      continue;
    }
    params[expected.slice(1, -1)] = decode(segment);
  }
  return params;
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    // A broken escape names nothing; as it stands it matches no id, which is a 404.
    return segment;
  }
}

function rawMembers(input: z.ZodType): string[] {
  if (!(input instanceof z.ZodObject)) return [];
  return Object.entries(input.shape).flatMap(([name, schema]) => (isAnyJson(schema) ? [name] : []));
}

function isAnyJson(schema: unknown): boolean {
  return schema === AnyJson || (schema instanceof z.ZodOptional && schema.unwrap() === AnyJson);
}
