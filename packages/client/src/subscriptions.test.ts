import { afterEach, expect, test } from 'vitest';
import { createIntarsia, problemOf } from './index.ts';

interface Asked {
  readonly url: string;
  readonly headers: Headers;
}

const following: { unsubscribe(): void }[] = [];
afterEach(() => {
  for (const one of following.splice(0)) one.unsubscribe();
});

/** A server whose answers come one after another; the last of them never ends by itself. */
function serving(...answers: readonly (string | Response)[]) {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { url, headers, signal } = new Request(input, init);
    const answer = answers[asked.push({ url, headers }) - 1];
    if (answer instanceof Response) return answer;
    const body = new ReadableStream({
      start(controller) {
        // In pieces that end in the middle of a line.
        for (const piece of answer?.match(/.{1,7}/gs) ?? []) {
          controller.enqueue(new TextEncoder().encode(piece));
        }
        if (asked.length < answers.length && !answer?.endsWith(SILENCE)) controller.close();
        else signal.addEventListener('abort', () => controller.error(signal.reason));
      },
    });
    const begins = asked.length === 1 ? { 'last-event-id': BEGINNING } : {};
    return new Response(body, { headers: { ...begins, 'content-type': 'text/event-stream' } });
  };
  return { asked, fetch };
}

const event = (id: string, user: string) =>
  `data: ${JSON.stringify({ id, type: 'users.created', data: { user } })}\nid: ${id}\n\n\n`;
const hello = 'event: connected\ndata: {}\n\n\n';
const BEGINNING = '0';
/** At the end of an answer: it goes on, and nothing comes. */
const SILENCE = ': silence\n\n';

/** Follows, and gives what came once it was so much, or why it ended. */
function follow(fetch: typeof globalThis.fetch, count: number): Promise<string[]> {
  const api = createIntarsia({ url: 'http://127.0.0.1:4650', apiKey: 'id:secret', fetch });
  return new Promise((resolve, reject) => {
    const ids: string[] = [];
    const subscription = api.events.stream.subscribe(
      { type: 'users.created' },
      {
        onData: ({ id }) => {
          if (ids.push(id) === count) resolve(ids);
        },
        onError: reject,
      },
    );
    following.push(subscription);
  });
}

test('a subscription sends its key as a header, and nothing of it in the URL', async () => {
  const { asked, fetch } = serving(hello + event('a', 'ann') + event('b', 'ben'));

  expect(await follow(fetch, 2)).toEqual(['a', 'b']);

  expect(asked[0]?.headers.get('authorization')).toBe('Basic aWQ6c2VjcmV0');
  expect(asked[0]?.headers.get('accept')).toBe('text/event-stream');
  expect(asked[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:4650\/trpc\/events\.stream\?/);
  expect(asked[0]?.url).not.toMatch(/secret|aWQ6/);
});

test('a line that breaks is taken up behind the last event', async () => {
  const { asked, fetch } = serving(hello + event('a', 'ann'), hello + event('b', 'ben'));

  expect(await follow(fetch, 2)).toEqual(['a', 'b']);

  expect(asked.map(({ headers }) => headers.get('last-event-id'))).toEqual([null, 'a']);
});

test('a line that breaks before the first event is taken up where it began', async () => {
  const { asked, fetch } = serving(hello, hello + event('a', 'ann'));

  expect(await follow(fetch, 1)).toEqual(['a']);

  expect(asked.map(({ headers }) => headers.get('last-event-id'))).toEqual([null, BEGINNING]);
});

test('a line that is silent for longer than the server said is given up', async () => {
  const brief = 'event: connected\ndata: {"reconnectAfterInactivityMs":20}\n\n\n';
  const { asked, fetch } = serving(brief + event('a', 'ann') + SILENCE, hello + event('b', 'ben'));

  expect(await follow(fetch, 2)).toEqual(['a', 'b']);

  expect(asked.map(({ headers }) => headers.get('last-event-id'))).toEqual([null, 'a']);
});

test('whether the line is open is told', async () => {
  const { fetch } = serving(hello, hello + event('a', 'ann'));
  const api = createIntarsia({ url: 'http://127.0.0.1:4650', apiKey: 'id:secret', fetch });
  const states: string[] = [];

  await new Promise((resolve) => {
    const subscription = api.events.stream.subscribe(
      {},
      {
        onConnectionStateChange: ({ state, error }) =>
          states.push(error ? `${state}: ${error.message}` : state),
        onData: resolve,
      },
    );
    following.push(subscription);
  });

  expect(states).toEqual(['connecting', 'pending', 'connecting: The line has broken.', 'pending']);
});

test('an answer that is no stream ends it', async () => {
  const { asked, fetch } = serving(new Response('<html>', { status: 404 }));

  await expect(follow(fetch, 1)).rejects.toThrow('The server answered 404.');

  expect(asked).toHaveLength(1);
});

test('a refusal ends it, with its code', async () => {
  const data = { code: 'UNAUTHORIZED', httpStatus: 401, intarsia: { code: 'key_invalid' } };
  const refusal = { error: { message: 'Invalid username/password.', code: -32001, data } };
  const { asked, fetch } = serving(Response.json(refusal, { status: 401 }));

  const error = await follow(fetch, 1).catch((caught: unknown) => caught);

  expect(problemOf(error)).toMatchObject({ code: 'key_invalid' });
  expect(asked).toHaveLength(1);
});
