import { expect, test } from 'vitest';
import { responseReader } from './responses.ts';

const withLength = (status: number, body: string) =>
  `HTTP/1.1 ${status} OK\r\nContent-Length: ${body.length}\r\nDate: x\r\n\r\n${body}`;
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const inChunks = (status: number, parts: readonly string[]) =>
  `HTTP/1.1 ${status} OK\r\ntransfer-encoding: chunked\r\n\r\n${parts.map(chunk).join('')}0\r\n\r\n`;

const stream = [
  withLength(200, '{"id":"a"}'),
  inChunks(201, ['{"a":', '"0\r\n\r\n"}', 'x'.repeat(40)]),
  withLength(404, ''),
  inChunks(202, []),
  'HTTP/1.1 204 No Content\r\n\r\n',
  withLength(500, '\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'),
].join('');

/** The statuses that are seen when the bytes come in these pieces. */
function seenIn(pieces: Iterable<string>): number[] {
  const seen: number[] = [];
  const read = responseReader((status) => seen.push(status));
  for (const piece of pieces) read(Buffer.from(piece));
  return seen;
}

test('each response is seen once, wherever the network cuts the bytes', () => {
  const all = [200, 201, 404, 202, 204, 500];

  expect(seenIn([stream])).toEqual(all);
  expect(seenIn(stream)).toEqual(all);
  for (let cut = 1; cut < stream.length; cut++) {
    expect(seenIn([stream.slice(0, cut), stream.slice(cut)])).toEqual(all);
  }
});

test('a response is not seen before its last byte', () => {
  const seen: number[] = [];
  const read = responseReader((status) => seen.push(status));

  read(Buffer.from(withLength(200, 'abc').slice(0, -1)));

  expect(seen).toEqual([]);
});
