import { AnyJson } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mutation, query, type RestRow } from '../operation.ts';
import { allowedMethods, MethodNotAllowed, matchRoute, routeTable } from './routes.ts';

const rest = (method: RestRow['method'], path: string): RestRow => ({
  method,
  path,
  status: 200,
  tag: 'Things',
  summary: `${method} ${path}`,
});
const read = (path: string) =>
  query({
    policy: ['client'],
    input: z.object({}),
    output: z.void(),
    run: async () => {},
    rest: rest('GET', path),
  });
const change = (method: RestRow['method'], path: string) =>
  mutation({
    policy: ['client'],
    input: z.object({ any: AnyJson.optional(), name: z.string() }),
    output: z.void(),
    run: async () => {},
    rest: rest(method, path),
  });

const table = routeTable([
  read('/v1/things'),
  read('/v1/things/{id}'),
  change('POST', '/v1/things'),
  change('POST', '/v1/things/special'),
]);

test.each(['/v1/things', '/v1/things/', '//v1//things'])(
  '%s is the list: doubled and trailing slashes make no difference',
  (path) => {
    expect(matchRoute(table, 'GET', path).route.path).toBe('/v1/things');
  },
);

test('a name in braces takes one segment, decoded', () => {
  expect(matchRoute(table, 'GET', '/v1/things/a%20b').params).toEqual({ id: 'a b' });
});

test('a broken escape is taken as it stands', () => {
  expect(matchRoute(table, 'GET', '/v1/things/%zz').params).toEqual({ id: '%zz' });
});

test('a literal segment wins over a name', () => {
  expect(matchRoute(table, 'POST', '/v1/things/special').route.path).toBe('/v1/things/special');
});

test('a path where a literal stands for one method still answers the other by name', () => {
  expect(matchRoute(table, 'GET', '/v1/things/special').params).toEqual({ id: 'special' });
});

test('an unknown path is a 404, an unknown method of a known path a 405 that says which are known', () => {
  expect(() => matchRoute(table, 'GET', '/v1/nothing')).toThrow(
    expect.objectContaining({ code: 'route_unknown' }),
  );
  expect(() => matchRoute(table, 'DELETE', '/v1/things')).toThrow(MethodNotAllowed);
  expect(allowedMethods(table, '/v1/things')).toEqual(['GET', 'HEAD', 'POST']);
});

test('members that take any JSON are known from the schema', () => {
  expect(matchRoute(table, 'POST', '/v1/things').route.rawMembers).toEqual(['any']);
});

test('two rows for one place are a fault of the code', () => {
  expect(() => routeTable([read('/v1/a'), read('/v1/a')])).toThrow('two rows for GET /v1/a');
});
