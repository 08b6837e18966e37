// The import walls of the house: which room may know which. docs/decisions/0002-import-walls.md says why.

/** What a room may import besides itself and what its package.json names. */
const rooms = {
  'packages/domain': [],
  'packages/store': ['packages/domain'],
  'packages/connectors': ['packages/domain'],
  'packages/api': ['packages/domain', 'packages/store'],
  'packages/runtime': ['packages/domain', 'packages/store', 'packages/connectors', 'packages/api'],
  'packages/client': ['packages/domain', 'packages/api'],
  'packages/testing': ['packages/client', 'packages/domain', 'packages/runtime'],
  'packages/link': [],
  'packages/bench': [
    'packages/client',
    'packages/domain',
    'packages/runtime',
    'packages/store',
    'packages/testing',
  ],
  'apps/server': ['packages/runtime', 'packages/api', 'packages/domain'],
  'apps/cli': ['packages/client', 'packages/domain', 'packages/connectors/src/link-items'],
  'apps/web': ['packages/client', 'packages/domain', 'packages/link'],
};

const testing = ['/testing\\.ts$', '/testing-postgres\\.ts$', '/src/testing/'];
const tests = ['\\.test\\.ts$', '\\.test\\.tsx$', ...testing];
const inside = (names) => names.map((name) => `^${name}/`);

const walls = Object.entries(rooms).map(([room, allowed]) => ({
  name: `walls of ${room}`,
  severity: 'error',
  from: { path: `^${room}/src/`, pathNot: tests },
  to: { path: '^(packages|apps)/', pathNot: inside([room, ...allowed]) },
}));

module.exports = {
  forbidden: [
    ...walls,
    {
      name: 'no cycles',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'SQL lives in the store',
      severity: 'error',
      from: {
        path: '^(packages|apps)/',
        pathNot: ['^packages/store/', '^packages/bench/', ...tests],
      },
      to: { path: 'node_modules/(kysely|better-sqlite3|pg)/' },
    },
    {
      name: 'the domain is pure',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: tests },
      to: { dependencyTypes: ['core', 'npm'], pathNot: 'node_modules/(zod|jose|yaml)/' },
    },
    {
      name: 'the client knows the api by its types alone',
      severity: 'error',
      from: { path: '^packages/client/src/', pathNot: tests },
      to: { path: '^packages/api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'testing is for tests',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: tests },
      to: { path: testing },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
