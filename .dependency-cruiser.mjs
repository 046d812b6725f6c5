/**
 * Which code may know which. The layers: contract <- core <- stages <- hosts. store, connectors, media and jobs are
 * siblings that know the contract and the ports and meet only where the hosts wire them; the renderer knows the
 * contract alone. Each message says where the thing belongs instead.
 */
const contract = '^src/contract/';
const core = '^src/main/core/';
const ports = '^src/main/ports(\\.ts$|/)';
const sibling = '^src/main/(store|connectors|media|jobs)/';
/** The files of hosts/ that build real parts and hand them out. */
const wiring =
  '^src/main/hosts/((compose|owner|services|doctor|bind|decoder|council|director|model-access|meta)|electron/media-host)\\.ts$';

const local = '^src/';
const npm = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'npm-bundled'];

/** The npm packages of each zone, as patterns over their folder; a package in no list fails. */
const packages = [
  { zone: 'contract', path: contract, allowed: ['zod'] },
  { zone: 'core', path: core, allowed: [] },
  { zone: 'stages', path: '^src/main/stages/', allowed: [] },
  {
    zone: 'store',
    path: '^src/main/store/',
    allowed: ['better-sqlite3', '@types/better-sqlite3', 'kysely', 'zod'],
  },
  {
    zone: 'connectors',
    path: '^src/main/connectors/',
    allowed: [
      'zod',
      '@napi-rs/keyring',
      '@googleapis/drive',
      'google-auth-library',
      '@anthropic-ai/sdk',
      'openai',
      '@google/genai',
      'axios',
      'facebook-nodejs-business-sdk',
    ],
  },
  {
    zone: 'media',
    path: '^src/main/media/',
    allowed: ['sharp', 'heic-decode', 'p-queue', 'tesseract.js-core', 'zod'],
  },
  { zone: 'jobs', path: '^src/main/jobs/', allowed: ['zod'] },
  {
    zone: 'hosts',
    path: '^src/main/(hosts/|[^/]+\\.ts$)',
    allowed: ['electron', 'hono', '@hono/node-server', '@modelcontextprotocol/server', 'pino', 'zod'],
  },
  { zone: 'preload', path: '^src/preload/', allowed: ['electron'] },
  {
    zone: 'renderer',
    path: '^src/renderer/',
    allowed: [
      'react',
      'react-dom',
      '@types/react',
      '@types/react-dom',
      'zustand',
      '@mantine/[^/]+',
      '@tanstack/[^/]+',
      'vite',
    ],
  },
];

const siblingRules = ['store', 'connectors', 'media', 'jobs'].map((name) => ({
  name: `${name}-stands-alone`,
  comment: `${name}/ knows the contract, core/, the ports and itself. What it needs from another part comes in through an interface of ports.ts and is wired in hosts/compose.ts.`,
  severity: 'error',
  from: { path: `^src/main/${name}/` },
  to: { path: local, pathNot: [contract, core, ports, `^src/main/${name}/`] },
}));

const packageRules = packages.map(({ zone, path, allowed }) => ({
  name: `packages-of-${zone}`,
  comment: allowed.length
    ? `${zone} may use ${allowed.join(', ')}. If another package truly belongs here, add it to this zone's list in .dependency-cruiser.mjs and say why in the commit.`
    : `${zone} is plain code without packages: values in, values out. What needs a package belongs into media/, connectors/ or hosts/.`,
  severity: 'error',
  from: { path },
  to: {
    dependencyTypes: npm,
    // A type is gone after compiling: pure code may name one that the contract infers.
    ...(allowed.length === 0 ? { dependencyTypesNot: ['type-only'] } : {}),
    ...(allowed.length ? { pathNot: allowed.map((name) => `node_modules/${name}/`) } : {}),
  },
}));

export default {
  forbidden: [
    {
      name: 'contract-stands-alone',
      comment:
        'The contract runs in every process, so it imports zod and itself only. Behaviour belongs into core/, an interface of the outside world into src/main/ports.ts.',
      severity: 'error',
      from: { path: contract },
      to: { path: local, pathNot: contract },
    },
    {
      name: 'core-is-pure',
      comment:
        'core/ takes values and answers values: it knows the contract and itself. What reads or writes belongs into stages/, store/, media/ or connectors/, and hands its values in.',
      severity: 'error',
      from: { path: core },
      to: { path: local, pathNot: [contract, core] },
    },
    {
      name: 'ports-are-interfaces',
      comment:
        'ports.ts names what the stages need, in words of the contract and core/; implementations live elsewhere.',
      severity: 'error',
      from: { path: ports },
      to: { path: local, pathNot: [contract, core, ports] },
    },
    {
      name: 'stages-through-ports',
      comment:
        'A stage reads, calls core/, writes and emits through ports.ts. Add what is missing to an interface there and let hosts/compose.ts wire the implementation.',
      severity: 'error',
      from: { path: '^src/main/stages/' },
      to: { path: local, pathNot: [contract, core, ports, '^src/main/stages/'] },
    },
    {
      name: 'no-node-in-pure-code',
      comment:
        'contract/, core/ and stages/ run anywhere and give the same answer every time. Files, processes and the network belong into connectors/, media/ or store/, behind a port.',
      severity: 'error',
      from: { path: [contract, core, '^src/main/stages/', ports] },
      to: { dependencyTypes: ['core'] },
    },
    ...siblingRules,
    {
      name: 'wired-in-one-place',
      comment:
        'Only hosts/compose.ts and what it is split into (owner.ts, services.ts, doctor.ts, bind.ts, decoder.ts, council.ts, director.ts, model-access.ts, electron/media-host.ts) build parts of store/, connectors/, media/ and jobs/. Take what you need as an argument; `import type` is fine.',
      severity: 'error',
      from: { path: '^src/main/hosts/', pathNot: wiring },
      to: { path: sibling, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'hosts-are-thin',
      comment:
        'electron/, gateway/, mcp/, cli/ and socket/ translate a transport into calls of the app (hosts/app.ts) and know nothing of each other, except that one may start another (gateway/start.ts, mcp/start.ts, cli/run.ts). Shared code belongs into hosts/ itself.',
      severity: 'error',
      from: { path: '^src/main/hosts/(electron|gateway|mcp|cli|socket|handlers)/' },
      to: {
        path: '^src/main/hosts/(electron|gateway|mcp|cli|socket|handlers)/',
        pathNot: ['^src/main/hosts/$1/', '^src/main/hosts/((gateway|mcp)/start|cli/run)\\.ts$'],
      },
    },
    {
      name: 'nobody-knows-the-hosts',
      comment: 'Hosts know everything and nothing knows them; only the entries beside them do.',
      severity: 'error',
      from: { path: local, pathNot: ['^src/main/hosts/', '^src/main/[^/]+\\.ts$'] },
      to: { path: '^src/main/hosts/' },
    },
    {
      name: 'electron-in-its-host',
      comment:
        'Only hosts/electron, the preload and index.ts may import electron: everything else also runs under plain Node. Hand the capability in through OpenOptions or a port.',
      severity: 'error',
      from: { path: local, pathNot: ['^src/main/hosts/electron/', '^src/preload/', '^src/main/index\\.ts$'] },
      to: { path: ['^electron$', 'node_modules/electron/'] },
    },
    {
      name: 'sql-in-the-store',
      comment:
        'SQL lives in store/ and nowhere else. Add a method to a repo there and its signature to ports.ts.',
      severity: 'error',
      from: { path: local, pathNot: '^src/main/store/' },
      to: { path: 'node_modules/(better-sqlite3|@types/better-sqlite3|kysely)/' },
    },
    {
      name: 'media-has-no-network',
      comment:
        'media/ handles hostile files and therefore gets no socket. Fetch in connectors/ and hand the path of a file in.',
      severity: 'error',
      from: { path: '^src/main/media/' },
      to: { path: '^(node:)?(net|http|https|http2|tls|dgram|dns)(/|$)' },
    },
    {
      name: 'preload-is-a-loop',
      comment: 'The preload loops over the contract; logic belongs into the renderer or into hosts/electron.',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: { path: local, pathNot: [contract, '^src/preload/'] },
    },
    {
      name: 'renderer-knows-the-contract',
      comment:
        'The window knows the contract and itself. What it needs from the main process becomes a procedure in src/contract/procedures.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: local, pathNot: [contract, '^src/renderer/'] },
    },
    {
      name: 'window-code-stays-there',
      comment:
        'The main process does not import the window. A shared rule belongs into src/contract or core/.',
      severity: 'error',
      from: { path: ['^src/main/', '^src/preload/', contract] },
      to: { path: '^src/renderer/' },
    },
    {
      name: 'product-knows-no-test',
      comment:
        'Nothing of the product imports the tests. `titan sandbox` loads the bundled emulators by their file, as an entry of their own.',
      severity: 'error',
      from: { path: local },
      to: { path: '^test/' },
    },
    {
      name: 'no-node-in-the-window',
      comment:
        'The window runs in a browser tab too. Ask the main process through a procedure of the contract.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    ...packageRules,
    {
      name: 'no-circle',
      comment:
        'Two files that need each other are one idea or hide a third: move the shared part into a file of its own.',
      severity: 'error',
      from: { path: local },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'This import leads nowhere: a wrong path, or a package that package.json does not name.',
      severity: 'error',
      from: { path: local },
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
  ],
  options: {
    // TypeScript 7 has no API that dependency-cruiser knows; with its default parser it would read nothing at all.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      conditionNames: ['import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
