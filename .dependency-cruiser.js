/**
 * Which way imports point: see docs/architecture/overview.md. A module of a level may import those of the levels before
 * it (and its neighbours in `together`), through their index.ts.
 */
const levels = [
  ['users', 'auth', 'quotas'],
  ['creators'],
  ['contents', 'creator-applications'],
  ['interactions'],
  ['feed', 'search', 'collection', 'subscription-lists'],
  ['media'],
  ['notifications', 'recommendations', 'communities', 'watch-parties'],
  ['analytics', 'moderation'],
  ['admin'],
];

const folder = (names) => `^src/modules/(${names.join('|')})/`;

const moduleOrder = levels.map((level, index) => ({
  name: `order-of-${level.join('-')}`,
  comment: 'What has to travel up travels as an event.',
  severity: 'error',
  from: { path: folder(level) },
  to: {
    path: folder([...levels.slice(index + 1).flat(), ...(level.includes('users') ? [] : level)]),
    pathNot: '^src/modules/$1/',
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan', severity: 'error', from: { orphan: true, pathNot: '\\.(spec|d)\\.ts$' }, to: {} },
    {
      name: 'module-door',
      comment: 'A module is entered through its index.ts only.',
      severity: 'error',
      from: { path: '^src/(modules/([^/]+)|[^/]+)', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/modules/[^/]+/.', pathNot: ['^src/modules/[^/]+/index\\.ts$', '^src/modules/$2/'] },
    },
    {
      name: 'platform-door',
      comment: 'A part of the platform is entered through its index.ts only.',
      severity: 'error',
      from: { path: '^src/(platform/([^/]+)|[^/]+)', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^src/platform/[^/]+/.',
        pathNot: [
          '^src/platform/[^/]+/index\\.ts$',
          '^src/platform/[^/]+/[^/]+/index\\.ts$',
          '^src/platform/$2/',
        ],
      },
    },
    {
      name: 'platform-below',
      comment: 'The platform knows no creator, fan or video.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|connectors|cli|[^/]+\\.ts$)' },
    },
    {
      name: 'connectors-below',
      comment: 'Connectors are clients only: no database, no queue, no module.',
      severity: 'error',
      from: { path: '^src/connectors/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(connectors|platform/outbound)/' },
    },
    {
      name: 'connectors-users',
      comment:
        'Only creators (to resolve a channel) and collection (to list and refresh) talk to the platforms; quotas keeps the books of it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(connectors|modules/(quotas|creators|collection))/' },
      to: { path: '^src/connectors/' },
    },
    {
      name: 'config-lowest',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^src/', pathNot: '^src/config/' },
    },
    {
      name: 'no-tests-in-server',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(test|bench|simulators)/|\\.spec\\.ts$' },
    },
    {
      name: 'simulators-stand-alone',
      comment: 'A simulator that shared code with the server would share its mistakes.',
      severity: 'error',
      from: { path: '^simulators/' },
      to: { path: '^src/' },
    },
    {
      name: 'no-dev-package-in-server',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    ...moduleOrder,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
