// Which part may import which (docs/architecture.md). scripts/lint/imports.mjs runs it, and checks
// that it read the sources at all and that the rules bite.

const test = '\\.test\\.tsx?$'

/** Integration tests boot it; `no-test-code-in-the-product` keeps the product from it. */
const TEST_GUEST = '^scripts/test-guest/'

/** Likewise: tests of every part boot guests and skip for a reason. */
const ENGINE_TESTING = '^electron/engine/testing/'

/** A part that may import nothing of our own but the parts named. */
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: {
    path: '^(shared|electron|renderer|e2e|scripts)/',
    pathNot: [from, TEST_GUEST, ENGINE_TESTING, ...allowed],
  },
})

const ENGINE_FACE = '^electron/engine/(index|api)\\.ts$'

module.exports = {
  forbidden: [
    layer('shared-stands-alone', '^shared/', [], 'shared is the ground that all parts stand on'),
    layer('platform', '^electron/platform/', ['^shared/'], 'platform <- shared'),
    layer(
      'engine',
      '^electron/engine/',
      ['^shared/', '^electron/platform/'],
      'engine <- platform, shared',
    ),
    layer(
      'connections',
      '^electron/connections/',
      ['^shared/', '^electron/platform/', '^electron/dbus/', ENGINE_FACE],
      'an adapter knows the engine by its face alone',
    ),
    layer(
      'dbus',
      '^electron/dbus/',
      ['^shared/', '^electron/platform/', ENGINE_FACE],
      'dbus <- engine, platform, shared',
    ),
    layer(
      'daemon',
      '^electron/daemon/',
      ['^shared/', '^electron/platform/', '^electron/dbus/', ENGINE_FACE],
      'the daemon embeds the engine and has no window',
    ),
    layer(
      'main',
      '^electron/main/',
      [
        '^shared/',
        '^electron/platform/',
        '^electron/connections/',
        '^electron/broker/protocol\\.ts$',
      ],
      'main reaches guests through connections, and the broker through its protocol',
    ),
    layer('preload', '^electron/preload/', ['^shared/ipc/'], 'the preload is one small bridge'),
    layer(
      'broker',
      '^electron/broker/',
      ['^shared/', '^electron/platform/'],
      'the broker is a process of its own',
    ),
    layer('renderer', '^renderer/', ['^shared/'], 'the window knows the contract alone'),
    {
      name: 'features-are-apart',
      comment: 'what two features need belongs in renderer/ui, stores or ipc',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'lower-renderer-layers',
      comment: 'ui, stores, ipc and i18n know neither features nor the app',
      severity: 'error',
      from: { path: '^renderer/(ui|stores|ipc|i18n)/', pathNot: test },
      to: { path: '^renderer/(features|app)/' },
    },
    {
      name: 'no-electron-below-main',
      comment: 'the engine also runs in a daemon that has no Electron',
      severity: 'error',
      from: { path: '^(shared|renderer|electron/(platform|engine|connections|dbus|daemon))/' },
      to: { path: '(^electron$|node_modules/electron/)' },
    },
    {
      name: 'no-node-in-the-window',
      comment: 'shared and renderer run in a sandbox without Node',
      severity: 'error',
      from: { path: '^(shared|renderer)/', pathNot: [test, '^renderer/vite\\.config\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/', pathNot: [test, '/testing/'] },
      to: { path: ['^(e2e|scripts)/', '/testing/', test] },
    },
    {
      name: 'no-development-packages-in-electron',
      comment: 'what main needs while it runs is a dependency (electron itself comes with it)',
      severity: 'error',
      from: { path: '^electron/', pathNot: [test, '/testing/'] },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/electron/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [test, '\\.d\\.m?ts$', '(^|/)(vite|vitest|playwright)\\.config\\.ts$'],
      },
      to: {},
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
    },
  },
}
