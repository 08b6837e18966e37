import { AnyJson, IntarsiaError } from '@intarsia/domain';
import { z } from 'zod';
import type { AnyOperation, RestRow } from '../operation.ts';

/** An operation at its path. */
export interface Route {
  readonly operation: AnyOperation;
  readonly row: RestRow;
  /** The path template. */
  readonly path: string;
  /** For each segment its name in braces, undefined for a literal. */
  readonly names: readonly (string | undefined)[];
  /** Body members that may hold any JSON and are kept as source text. */
  readonly rawMembers: readonly string[];
}

/** A segment of paths: where it leads to, and what answers when the path ends with it. */
interface Place {
  readonly literals: Map<string, Place>;
  /** Where any segment leads to that is none of the literals, or leads nowhere there. */
  named: Place | undefined;
  readonly byMethod: Map<string, Route>;
}

/** Routes by the segments of their paths; it begins where paths do. */
export type RouteTable = Readonly<Place>;

/** Builds the table from every operation that has a REST row. Throws when two rows claim one place. */
export function routeTable(operations: Iterable<AnyOperation>): RouteTable {
  const root = newPlace();
  for (const operation of operations) {
    const row = operation.rest;
    if (!row) continue;
    const segments = segmentsOf(row.path);
    const { byMethod } = segments.reduce(placeAfter, root);
    if (byMethod.has(row.method)) throw new Error(`two rows for ${row.method} ${row.path}`);
    byMethod.set(row.method, {
      operation,
      row,
      path: row.path,
      names: segments.map(nameOf),
      rawMembers: rawMembers(operation.input),
    });
  }
  return root;
}

function newPlace(): Place {
  return { literals: new Map(), named: undefined, byMethod: new Map() };
}

function placeAfter(place: Place, segment: string): Place {
  if (nameOf(segment) !== undefined) {
    place.named ??= newPlace();
    return place.named;
  }
  const next = place.literals.get(segment) ?? newPlace();
  place.literals.set(segment, next);
  return next;
}

/** What stands in braces; undefined for a literal. */
function nameOf(segment: string): string | undefined {
  return segment.startsWith('{') ? segment.slice(1, -1) : undefined;
}

/** Finds the route of a request. Throws `route_unknown` (404) or `method_not_allowed` (405). */
export function matchRoute(
  table: RouteTable,
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } {
  const segments = segmentsOf(path);
  const route = routeFrom(table, segments, { at: 0, method });
  if (route) return { route, params: paramsOf(route, segments) };
  const allow = allowedMethods(table, path);
  if (allow.length === 0) throw new IntarsiaError('route_unknown', 'Not found.');
  throw new MethodNotAllowed(method, allow);
}

/** Literal segments come before names in braces. */
function routeFrom(
  place: RouteTable,
  segments: readonly string[],
  { at, method }: { at: number; method: string },
): Route | undefined {
  const segment = segments[at];
  if (segment === undefined) return place.byMethod.get(method);
  const rest = { at: at + 1, method };
  const literal = place.literals.get(segment);
  const route = literal && routeFrom(literal, segments, rest);
  return route ?? (place.named && routeFrom(place.named, segments, rest));
}

function paramsOf({ names }: Route, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (let at = 0; at < names.length; at++) {
    const name = names[at];
    if (name !== undefined) params[name] = decode(segments[at] ?? '');
  }
  return params;
}

/** A known path asked with a method that it does not offer (RFC 9110 section 15.5.6). */
export class MethodNotAllowed extends IntarsiaError {
  readonly allow: readonly string[];
  constructor(method: string, allow: readonly string[]) {
    super('method_not_allowed', `Method "${method}" not allowed.`);
    this.allow = allow;
  }
}

/** The methods that a path offers; none where there is nothing. */
export function allowedMethods(table: RouteTable, path: string): string[] {
  const methods = segmentsOf(path)
    .reduce(placesAfter, [table])
    .flatMap(({ byMethod }) => [...byMethod.keys()]);
  return [...new Set(methods)].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}

function placesAfter(places: readonly RouteTable[], segment: string): RouteTable[] {
  return places
    .flatMap(({ literals, named }) => [literals.get(segment), named])
    .filter((place) => place !== undefined);
}

/**
 * Doubled and trailing slashes make no segment: clients are configured with a base that ends in one. A loop,
 * because splitting and filtering takes three times as long.
 */
function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  let from = 0;
  while (from < path.length) {
    const slash = path.indexOf('/', from);
    const to = slash < 0 ? path.length : slash;
    if (to > from) segments.push(path.slice(from, to));
    from = to + 1;
  }
  return segments;
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
