import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connectionErrors } from '../connection-errors.ts';
import { isLoginOf, OutageCode, RefusalCode, Scenario, scenarioSchema } from './index.ts';
import { faultText, readScenario } from './text.ts';

const head = 'name: a\ndescription: What it does.\n';
const anywhere = { find: () => true };
const faultsOf = (source: string) =>
  (readScenario(source, anywhere).faults ?? []).map(
    (fault) => `${fault.path}: ${faultText(fault)}`,
  );

test('a scenario is read from YAML and from JSON alike', () => {
  const yaml = `# what it is\n${head}login: {username: [x, y]}\nconnect:\n  - wait: 5s\n  - refuse: tos_required\n`;
  const { scenario } = readScenario(yaml, anywhere);

  expect(scenario).toMatchObject({
    name: 'a',
    login: { username: ['x', 'y'], password: 'passgood' },
    connect: [{ wait: '5s' }, { refuse: 'tos_required' }],
    scan: [],
    later: [],
  });
  for (const space of [undefined, 2, '\t']) {
    expect(readScenario(JSON.stringify(scenario, null, space), anywhere)).toEqual({ scenario });
  }
});

const faulty: [what: string, source: string, faults: RegExp[]][] = [
  ['an empty text', '', [/^source: line 1, column 1: must be a scenario/]],
  ['a list', '- 1', [/must be a scenario/]],
  ['a number', '42', [/must be a scenario/]],
  ['no description', 'name: a', [/^description: line 1, column 1: is required$/]],
  ['a name with a blank', 'name: a b\ndescription: c', [/^name: line 1, column 7: must be lower/]],
  ['an unknown key', `${head}waits: 5s`, [/^waits: line 3, column 1: is not known$/]],
  ['a key of the prototype', `${head}__proto__: {a: 1}`, [/^__proto__: line 3, .* is not known$/]],
  [
    'a bad wait',
    `${head}connect:\n  - wait: soon`,
    [/^connect\.0\.wait: line 4, column 11: must be a duration such as 5s/],
  ],
  ['a wait of none', `${head}connect: [{wait: 0s}]`, [/must be longer than no time at all/]],
  ['a wait of a number', `${head}connect: [{wait: 5}]`, [/must be a duration such as/]],
  ['a wait of a month', `${head}connect: [{wait: P1M}]`, [/must not have years or months/]],
  ['six years', `${head}later: [{after: P6Y, disconnect: auth_required}]`, [/at most five years/]],
  ['2000 days', `${head}later: [{after: 2000d, disconnect: tos_required}]`, [/at most five/]],
  ['an empty step', `${head}connect: [{}]`, [/^connect\.0: line 3, .* must say one of wait, /]],
  [
    'two things in one step',
    `${head}connect:\n  - wait: 1s\n    refuse: tos_required`,
    [/^connect\.0\.refuse: line 5, column 13: must be a step of its own/],
  ],
  [
    'a step after the end',
    `${head}connect:\n  - refuse: tos_required\n  - wait: 1s`,
    [/^connect\.1: line 5, column 5: never happens/],
  ],
  [
    'a refusal that only a session gives',
    `${head}connect: [{refuse: auth_required}]`,
    [/must be one/],
  ],
  ['a code without quotes', `${head}connect: [{ask_code: {accept: 0081}}]`, [/digits in quotes/]],
  [
    'a username without quotes',
    `${head}login: {username: 5551234}`,
    [/^login\.username: .*digits in quotes/],
  ],
  [
    'one of several usernames without quotes',
    `${head}login: {username: [5551234]}`,
    [/^login\.username: .*digits in quotes/],
  ],
  [
    'too many usernames',
    `${head}login: {username: [${Array.from({ length: 21 }, (_, n) => `u${n}`).join(', ')}]}`,
    [/^login\.username: .*at most 20 usernames/],
  ],
  [
    'a choice that is not there',
    `${head}connect:\n  - ask_choice:\n      options: [{id: a, label: A}]\n      accept: [b]`,
    [/^connect\.0\.ask_choice\.accept\.0: line 6, column 16: is no option; those are a$/],
  ],
  [
    'two options of one name',
    `${head}connect: [{ask_choice: {options: [{id: a, label: A}, {id: a, label: B}]}}]`,
    [/options\.1\.id: line 3, .*is the id of an option before it/],
  ],
  [
    'a push both approved and denied',
    `${head}connect: [{ask_push: {approved_after: 1s, denied_after: 2s}}]`,
    [/denied_after: .*must not stand beside approved_after/],
  ],
  [
    'a push approved too late',
    `${head}connect: [{ask_push: {approved_after: 6m}}]`,
    [/approved_after: .*never happens: the login waits 5m/],
  ],
  [
    'steps of a scan in the wrong order',
    `${head}scan:\n  - {before: events, wait: 1s}\n  - {before: documents, wait: 1s}`,
    [/^scan\.1: line 5, column 5: must come before the step above it/],
  ],
  [
    'records in the wrong order',
    `${head}scan:\n  - {after_records: 9, wait: 1s}\n  - {after_records: 8, wait: 1s}`,
    [/^scan\.1: .*must come before/],
  ],
  [
    'a step after a failed scan',
    `${head}scan:\n  - {before: events, fail: system_error}\n  - {before: end, wait: 1s}`,
    [/^scan\.1: .*never happens: the scan fails/],
  ],
  [
    'a recovery from what is no outage',
    `${head}scan: [{before: end, fail: auth_required, recovers_after: 1h}]`,
    [/^scan\.0\.recovers_after: .*is for outages/],
  ],
  [
    'a recovery from nothing',
    `${head}scan: [{before: end, wait: 1s, recovers_after: 1h}]`,
    [/belongs to a step that fails/],
  ],
  [
    'an outage of no outage code',
    `${head}later: [{after: 1d, outage: {code: auth_required, lasts: 1h}}]`,
    [/^later\.0\.outage\.code: .*must be one of account_inaccessible, /],
  ],
  [
    'a raise of nothing',
    `${head}later: [{after: 1d, raise: 0%}]`,
    [/^later\.0\.raise: .*must be a percentage such as 4.5%/],
  ],
  ['a raise of a number', `${head}later: [{after: 1d, raise: 5}]`, [/must be a percentage/]],
  [
    'a tip without quotes',
    `${head}later: [{after: 1d, tip: {activities: 1, amount: 2.5}}]`,
    [/in q/],
  ],
  [
    'a tip of nothing',
    `${head}later: [{after: 1d, tip: {activities: 1, amount: "0.00"}}]`,
    [/in q/],
  ],
  [
    'nothing that vanishes',
    `${head}later: [{after: 1d, vanish: {}}]`,
    [/must say how many payouts/],
  ],
  ['no activities', `${head}later: [{after: 1d, cancel: {activities: 0}}]`, [/must be at least 1/]],
  [
    'an employer that is no id',
    `${head}later: [{after: 1d, new_employer: A b}]`,
    [/must be a slug/],
  ],
  [
    'a document of an unknown type',
    `${head}later: [{after: 1d, add_document: {type: passport, description: x}}]`,
    [/^later\.0\.add_document\.type: .*must be one of drivers_license, other/],
  ],
  [
    'no attempts',
    `${head}pay_distribution: {attempts: []}`,
    [/^pay_distribution\.attempts: line 3, .*must not be empty/],
  ],
  [
    'a switch that fails with a connection error',
    `${head}pay_distribution: {attempts: [{fail: auth_required}]}`,
    [/^pay_distribution\.attempts\.0\.fail: .*must be one of account_disconnected, /],
  ],
  ['a persona that nobody is', `${head}persona: test_9`, [/^persona: line 3, .*must be test_1, /]],
  [
    'several faults',
    `${head}x: 1\ny: 2\nconnect: [{wait: x}]`,
    [/^connect\.0/, /^x: line 3/, /^y: line 4/],
  ],
  ['a key twice', 'name: a\nname: b', [/^source: line 2, column 1: "name" stands here for/]],
  ['a key twice inside', `${head}login:\n  password: a\n  password: b`, [/^source: line 5, col/]],
  ['a tab', 'name: a\nlogin:\n\tusername: b', [/^source: line 3, column 1: Tabs are not/]],
  ['two documents', `${head}---\nname: b`, [/^source: line 3, column 1: must be the only doc/]],
  ['a tag', 'name: !!js/function x', [/^source: line 1, column 7: Unresolved tag/]],
  ['an open bracket', `${head}connect: [`, [/^source: line \d, column \d+: /]],
  ['an alias of nothing', `${head}persona: *x`, [/^source: .*repeats no known anchor/]],
  ['a key that is a map', '? {a: b}\n: c', [/^source: .*keys must be strings/]],
  ['a null character', 'name: a\ndescription: "\\0"', [/^description: .*control characters/]],
];

test.each(faulty)('%s is refused, with its place', (_, source, expected) => {
  const faults = faultsOf(source);

  expect(faults).toHaveLength(expected.length);
  for (const [n, text] of [...faults].sort().entries()) expect(text).toMatch(expected[n] ?? /^$/);
});

test('link items that nobody knows are refused, with their place', () => {
  const later = 'later:\n  - after: 3d\n    raise: 4%\n  - after: 9d\n    new_employer: elsewhere';
  const source = `${head}link_items: [known, nowhere]\n${later}`;

  const { faults = [] } = readScenario(source, { find: (id) => id === 'known' || undefined });

  expect(faults.map((fault) => `${fault.path}: ${faultText(fault)}`)).toEqual([
    'link_items.1: line 3, column 21: is not the id of a link item',
    'later.1.new_employer: line 8, column 19: is not the id of a link item',
  ]);
  expect(faultsOf(source)).toEqual([]);
});

const nine = (name: string) => Array(9).fill(`*${name}`).join(',');
const bombs: [what: string, source: string][] = [
  [
    'anchors that explode',
    `a: &a [1]\nb: &b [${nine('a')}]\nc: &c [${nine('b')}]\nd: [${nine('c')}]`,
  ],
  ['ten thousand brackets', '['.repeat(10_000)],
  ['ten thousand braces', '{a: '.repeat(10_000)],
  ['thousands of dashes', '- '.repeat(5000)],
  ['thousands of levels', Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
  ['a text that is too long', `${head}x: ${'x'.repeat(65_536)}`],
  ['ten thousand keys', Array.from({ length: 10_000 }, (_, n) => `k${n}:`).join('\n')],
  ['ten thousand errors', '@\n'.repeat(10_000)],
];

test.each(bombs)('%s: refused soon, with few words', (_, source) => {
  const begun = performance.now();

  const faults = faultsOf(source);

  expect(faults.length).toBeGreaterThan(0);
  expect(faults.length).toBeLessThanOrEqual(20);
  expect(performance.now() - begun).toBeLessThan(2000);
});

test('a login is that of a scenario by username, password and link item', () => {
  const scenario = Scenario.parse({
    name: 'a',
    description: 'b',
    login: { username: ['One', 'two@example.com'], password: 'secret' },
    link_items: ['uber'],
  });
  const good = { username: ' ONE ', password: 'secret', link_item: 'uber' };

  expect(isLoginOf(scenario, good)).toBe(true);
  expect(isLoginOf(scenario, { ...good, username: 'two@EXAMPLE.com' })).toBe(true);
  expect(isLoginOf(scenario, { ...good, username: 'a' })).toBe(false);
  expect(isLoginOf(scenario, { ...good, password: 'Secret' })).toBe(false);
  expect(isLoginOf(scenario, { ...good, link_item: 'lyft' })).toBe(false);
});

test('refusals and outages are those of the table of errors', () => {
  const codes = Object.entries(connectionErrors);
  const namesOf = (of: 'refused' | 'outage') => codes.filter(([, one]) => one[of]).map(([n]) => n);

  expect([...RefusalCode.options].sort()).toEqual(namesOf('refused').sort());
  expect([...OutageCode.options].sort()).toEqual(namesOf('outage').sort());
});

test('docs/scenario.schema.json is what the language says; scripts/scenarios.mjs writes it', () => {
  const file = new URL('../../../../docs/scenario.schema.json', import.meta.url);

  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(scenarioSchema());
});
