import { LinkSettings, newLinkKey, newLinkSettings } from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import { type Answerer, answering, Refusal, runLine } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret', NO_COLOR: '1' };
const now = '2030-01-31T09:00:00.000000Z';
const settings = newLinkSettings({ name: 'Checkout' }, { id: 'k3v9x0ab', now }, []);
const key = newLinkKey({ id: 'link-key', now });

function asked(answer: Answerer) {
  const calls: [path: string, input: unknown][] = [];
  const fetch = answering((path, input) => {
    calls.push([path, input]);
    return answer(path, input);
  });
  return { calls, run: (...argv: string[]) => runLine(argv, { env, fetch }) };
}

describe('link settings', () => {
  test('are listed, and shown one by one', async () => {
    const { run } = asked(() => [settings, { ...settings, id: 'other123', is_default: false }]);

    const list = await run('link-settings', 'list');
    const one = await run('link-settings', 'get', 'k3v9x0ab');
    const none = await run('link-settings', 'get', 'nothing1');

    expect(list.out).toMatch(/k3v9x0ab +Checkout +yes +auto +– +all\n/);
    expect(one.out).toMatch(/Company +the name of the client\n/);
    expect(one.out).toMatch(/Link items +all\n/);
    expect([none.code, none.err]).toEqual([3, expect.stringContaining('no such set')]);
  });

  test('are made of what was said', async () => {
    const { run, calls } = asked(() => settings);

    const { code, out } = await run(
      ...['link-settings', 'create', 'Checkout', '--company-name', 'Harborline', '--accent'],
      ...['#1F6FEB', '--radius', '4', '--link-items', 'walmart, warpride', '--intro', 'no'],
      ...['--scheme', 'dark', '--json'],
    );

    expect(code).toBe(0);
    expect(LinkSettings.parse(JSON.parse(out))).toEqual(settings);
    expect(calls).toEqual([
      [
        'linkSettings.create',
        {
          name: 'Checkout',
          company_name: 'Harborline',
          accent: '#1f6feb',
          radius: 4,
          link_items: ['walmart', 'warpride'],
          scheme: 'dark',
          show_intro: false,
        },
      ],
    ]);
  });

  test('change in what is named, and none takes a text away', async () => {
    const { run, calls } = asked(() => settings);

    await run(
      ...['link-settings', 'update', 'k3v9x0ab', '--name', 'Till', '--intro-title', 'none'],
      ...['--link-items', 'all', '--default', 'yes'],
    );

    expect(calls).toEqual([
      [
        'linkSettings.update',
        { id: 'k3v9x0ab', name: 'Till', intro_title: null, link_items: [], is_default: true },
      ],
    ]);
  });

  test('are deleted once that is confirmed', async () => {
    const { run, calls } = asked(() => undefined);

    const { out } = await run('link-settings', 'delete', 'k3v9x0ab', '--yes');

    expect(out).toContain('Deleted the link settings k3v9x0ab.');
    expect(calls).toEqual([['linkSettings.delete', { id: 'k3v9x0ab' }]]);
  });

  test.each([
    ['--accent', 'red'],
    ['--radius', '25'],
    ['--radius', 'x'],
    ['--logo-url', 'http://example.com/logo.png'],
    ['--scheme', 'blue'],
    ['--language', 'de'],
    ['--intro', 'maybe'],
    ['--link-items', 'A B'],
  ])('%s %s is refused before anybody is asked', async (name, value) => {
    const { run, calls } = asked(() => settings);

    const { code, err } = await run('link-settings', 'create', 'Checkout', name, value);

    expect([code, calls]).toEqual([2, []]);
    expect(err).toContain(name);
  });

  test('an update that says nothing is refused, and so is an id that is none', async () => {
    const { run, calls } = asked(() => settings);

    expect((await run('link-settings', 'update', 'k3v9x0ab')).code).toBe(2);
    expect((await run('link-settings', 'delete', 'K3V9', '--yes')).code).toBe(2);
    expect(calls).toEqual([]);
  });
});

describe('link keys', () => {
  test('are listed with the pages that may embed Link', async () => {
    const open = { ...key, id: 'other', allowed_origins: ['https://app.example.com'] };
    const { run } = asked(() => [key, open]);

    const { out } = await run('link-keys', 'list');

    expect(out).toMatch(/link-key +not set/);
    expect(out).toMatch(/other +https:\/\/app\.example\.com/);
  });

  test('are given their origins as browsers write them, or none', async () => {
    const { run, calls } = asked(() => key);

    await run('link-keys', 'allow', 'link-key', 'https://App.example.com/, http://localhost:3000');
    await run('link-keys', 'allow', 'link-key', 'none');

    expect(calls).toEqual([
      [
        'linkKeys.update',
        {
          id: 'link-key',
          allowed_origins: ['https://app.example.com', 'http://localhost:3000'],
        },
      ],
      ['linkKeys.update', { id: 'link-key', allowed_origins: [] }],
    ]);
  });

  test('an origin that is none is refused, and a key that is not there is told', async () => {
    const { run, calls } = asked(() => {
      throw new Refusal('Not found.', { code: 'key_not_found' });
    });

    const star = await run('link-keys', 'allow', 'link-key', '*');
    const gone = await run('link-keys', 'allow', 'gone', 'none');

    expect([star.code, gone.code]).toEqual([2, 3]);
    expect(calls).toHaveLength(1);
  });
});
