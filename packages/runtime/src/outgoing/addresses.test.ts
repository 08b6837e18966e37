import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Resolve } from './addresses.ts';
import { openOutgoing } from './outgoing.ts';

/** What no subscription may lead to, however it is written. */
const hosts = {
  'this machine': [
    ...['127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '2130706433', '0x7f000001'],
    ...['0x7f.0.0.1', '0x7f.1', '0177.0.0.1', '0177.1', '017700000001', '0x7f.0x0.0x0.0x1'],
    ...['127.0.0.1.', '127.0.0.0x1', '00000177.0.0.01', '%31%32%37.0.0.1', '１２７.０.０.１'],
    ...['①②⑦.0.0.1', '127。0。0。1', '0', '0.0.0.0', '0x0', '00', '0.1.2.3'],
    ...['[::1]', '[0:0:0:0:0:0:0:1]', '[0000::0001]', '[::]', '[::0]', '[::0.0.0.1]'],
  ],
  'IPv4 inside IPv6': [
    ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::FFFF:7F00:1]'],
    ...['[::ffff:10.0.0.1]', '[::ffff:169.254.169.254]', '[::ffff:8.8.8.8]', '[::ffff:0.0.0.0]'],
    ...['[::127.0.0.1]', '[::7f00:1]', '[::10.0.0.1]', '[::a9fe:a9fe]', '[::8.8.8.8]'],
    ...['[::ffff:0:127.0.0.1]', '[::ffff:0:7f00:1]', '[::ffff:0:10.0.0.1]'],
    ...['[64:ff9b::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b::8.8.8.8]'],
    ...['[64:ff9b:1::1]', '[64:ff9b:1::7f00:1]', '[64:ff9b:1:ffff::a00:1]'],
    ...['[2002:7f00:1::]', '[2002:7f00:0001::1]', '[2002:a00:1::1]', '[2002:a9fe:a9fe::1]'],
    ...['[2002:c0a8:101::]', '[2002:808:808::]', '[2001:0:7f00:1::]', '[2001::80ff:fffe]'],
    ...['[2001:0:4136:e378:8000:63bf:3fff:fdd2]'],
  ],
  'private nets': [
    ...['10.0.0.0', '10.0.0.1', '10.255.255.255', '0xa000001', '012.0.0.1', '10.1', '167772161'],
    ...['172.16.0.1', '172.31.255.255', '0xac100001', '0254.020.0.1', '192.168.0.1'],
    ...['192.168.255.255', '192.168.1', '0300.0250.0.1', '3232235521', '0xc0a80001'],
    ...['100.64.0.1', '100.127.255.254', '[fc00::1]', '[fd00::1]', '[fdff:ffff::1]'],
    ...['[fec0::1]', '[feff::1]', '0xc0.0xa8.0.1', '0xac.16.1', '10.0x0.1', '192.11010049'],
  ],
  'link-local': [
    ...['169.254.0.1', '169.254.255.255', '[fe80::1]', '[fe80::a9fe:a9fe]', '[febf::1]'],
  ],
  metadata: [
    ...['169.254.169.254', '0xa9fea9fe', '2852039166', '0251.0376.0251.0376', '169.254.43518'],
    ...['169.16689662', '0xa9.0xfe.0xa9.0xfe', '169.254.169.254.', '169.254.169.253'],
    ...['169.254.170.2', '169.254.170.23', '[fd00:ec2::254]', '[fd00:ec2::23]', '100.100.100.200'],
    ...['192.0.0.192', '168.63.129.16', '0xa83f8110', '[fd20:ce::254]', '[fe80::a9fe:a9fe]'],
  ],
  'many at once': [
    ...['224.0.0.1', '224.0.0.251', '239.255.255.250', '0xe0000001', '255.255.255.255'],
    ...['0xffffffff', '4294967295', '[ff00::1]', '[ff02::1]', '[ff02::fb]', '[ff05::1:3]'],
    ...['[ff0e::1]'],
  ],
  'nobody that serves the public': [
    ...['192.0.0.1', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1'],
    ...['192.88.99.1', '192.31.196.1', '192.52.193.1', '192.175.48.1', '240.0.0.1'],
    ...['250.1.2.3', '[100::1]', '[100:0:0:1::1]', '[2001:2::1]', '[2001:10::1]', '[2001:20::1]'],
    ...['[2001:db8::1]', '[2001:3::1]', '[2001:4:112::1]', '[2620:4f:8000::1]', '[3fff::1]'],
    ...['[4000::1]', '[5f00::1]', '[8000::1]', '[e000::1]', '[200::1]'],
  ],
} as const;

/** Names that lead where no subscription may. The one that changes its mind is asked twice. */
const names: Record<string, readonly string[][]> = {
  'inside.example': [['127.0.0.1']],
  'inside6.example': [['::1']],
  'private.example': [['10.0.0.1']],
  'metadata.example': [['169.254.169.254']],
  'mapped.example': [['::ffff:127.0.0.1']],
  'translated.example': [['64:ff9b::7f00:1']],
  'zone.example': [['fe80::1%lo']],
  'zone-of-here.example': [['::1%lo']],
  'one-of-many.example': [['93.184.215.14', '127.0.0.1']],
  'one-of-both-kinds.example': [['2606:4700::1111', '::1']],
  'unspecified.example': [['0.0.0.0']],
  'nonsense.example': [['localhost']],
  'empty.example': [['']],
  'nobody.example': [[]],
};

describe('an address that nothing may be sent to', () => {
  let port = 0;
  let reached = 0;
  const asked = new Map<string, number>();
  const resolve: Resolve = async (host) => {
    const times = asked.get(host) ?? 0;
    asked.set(host, times + 1);
    const answers = names[host] ?? [['127.0.0.1']];
    const found = answers[Math.min(times, answers.length - 1)] ?? [];
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  const outgoing = openOutgoing({ resolve, timeout_ms: 2000 });
  // On every address that this machine has.
  const server = createServer((_, response) => {
    reached += 1;
    response.end();
  });
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '::', done));
    const address = server.address();
    if (typeof address === 'object' && address) port = address.port;
  });
  afterAll(() => {
    outgoing.close();
    server.closeAllConnections();
    server.close();
  });

  const post = (host: string, allow_loopback = false) =>
    outgoing.post({
      url: `http://${host}:${port}/hooks`,
      headers: {},
      body: '{}',
      signal: new AbortController().signal,
      allow_loopback,
    });
  const own = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ address, scopeid }) => !address.includes('%') && !scopeid)
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));

  test('would be reached by whoever does not look', async () => {
    const open = [...own, '0x7f.1', '0177.0.0.1', '2130706433', '[::ffff:7f00:1]', '0'];
    const before = reached;
    for (const host of open) await fetch(`http://${host}:${port}/hooks`, { method: 'POST' });

    expect(reached - before).toBe(open.length);
  });

  const targets = Object.entries(hosts).flatMap(([kind, all]) =>
    all.map((host): [string, string] => [host, kind]),
  );

  test('is known in many spellings', () => {
    expect(new Set(targets.map(([host]) => host)).size).toBeGreaterThanOrEqual(150);
  });

  test.each([
    ...targets,
    ...own.map((host): [string, string] => [host, 'own']),
    ...Object.keys(names).map((host): [string, string] => [host, 'a name']),
  ])('%s (%s) is refused when it is named and when it is used', async (host) => {
    const before = reached;

    const refusal = await outgoing.refusal(`http://${host}:${port}/`, { allow_loopback: false });
    const answer = await post(host);

    expect(refusal).toMatch(/^must (not )?lead to/);
    expect(answer).toMatchObject({ status: null, error: `the address ${refusal}` });
    expect(reached).toBe(before);
  });

  test('is refused when a name turns to it after it was named', async () => {
    names['turning.example'] = [['93.184.215.14'], ['127.0.0.1']];
    const before = reached;

    const refusal = await outgoing.refusal('http://turning.example/', { allow_loopback: false });
    const answer = await post('turning.example');

    expect(refusal).toBeUndefined();
    expect(answer.error).toBe('the address must not lead to a private or reserved address');
    expect(reached).toBe(before);
  });

  test.each(['127.0.0.1', '[::1]', 'localhost', '0x7f.1', '127.9.9.9', 'inside.example'])(
    '%s is none where this machine may be asked',
    async (host) => {
      expect(await post(host, true)).toMatchObject({ status: 200, error: null });
    },
  );

  test.each(['0.0.0.0', '10.0.0.1', '[::]', '[::ffff:127.0.0.1]', '169.254.169.254', '[fe80::1]'])(
    '%s is one even where this machine may be asked',
    async (host) => {
      expect((await post(host, true)).error).toContain('private or reserved');
    },
  );

  test.each([1, 22, 25, 79, 81, 110, 143, 389, 445, 587, 993, 1023])(
    'may be a port: %i is refused, whatever the host',
    async (number) => {
      const url = `http://93.184.215.14:${number}/`;

      expect(await outgoing.refusal(url, { allow_loopback: true })).toBe(
        `must not lead to port ${number}`,
      );
    },
  );

  test.each([
    'https://93.184.215.14/',
    'http://93.184.215.14:80/',
    'https://93.184.215.14:8443/',
    'https://[2606:4700::1111]/',
    'http://1.1.1.1/',
  ])('is not %s', async (url) => {
    expect(await outgoing.refusal(url, { allow_loopback: false })).toBeUndefined();
  });
});
