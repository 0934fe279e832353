// Who may import whom. A room is a folder of `src`; a feature is a room that knows its own part of the program.
const FEATURES = 'about|accounts|adding|clock|help|list|overlay|pin|settings|start|strip|vault';
const TESTS = '(\\.test\\.ts$|/testing/|^src/testing/)';

/** What a room may import of ours, beside itself. */
function room(name, path, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path, pathNot: TESTS },
    to: { path: '^src/', pathNot: [path, ...allowed] },
  };
}

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files do not import each other in a circle.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'tauri-in-one-place',
      comment: 'Only ipc/tauri.ts knows Tauri.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/ipc/tauri(\\.test)?\\.ts$' },
      to: { path: '@tauri-apps' },
    },
    {
      name: 'unresolved',
      comment: 'What is imported is there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^#host$' },
    },
    room('ipc', '^src/ipc/', [], 'The way to the program knows no page.'),
    room(
      'words',
      `^src/(${FEATURES}|app|proof)/words/`,
      ['^src/text/words\\.ts$', '^src/ipc/'],
      'Words know the contract and how a language counts.',
    ),
    room('text', '^src/text/', ['^src/ipc/', '/words/'], 'The tables are put together from the words of the rooms.'),
    room('widgets', '^src/widgets/', ['^src/text/'], 'Widgets know no feature, and nothing of the program.'),
    {
      name: 'features-meet-in-open',
      comment: 'Features meet only through the open vault.',
      severity: 'error',
      from: { path: `^src/(${FEATURES})/`, pathNot: TESTS },
      to: {
        path: '^src/',
        pathNot: ['^src/$1/', '^src/(ipc|text|widgets|proof|open)/', '^src/app/(?!window/)[^/]', '^src/look\\.css$'],
      },
    },
    room(
      'proof',
      '^src/proof/',
      ['^src/(ipc|text|widgets)/', '^src/app/(?!window/)'],
      'What proves who asks is shared by the features and knows none.',
    ),
    room(
      'open',
      '^src/open/',
      ['^src/(ipc|text)/', '^src/app/(messages|task|toasts)\\.svelte\\.ts$', `^src/(${FEATURES})/[^/]+\\.ts$`],
      'The open vault knows the state of the features, and none of their components.',
    ),
    {
      name: 'vault-state-in-open',
      comment: 'The state of a feature is held by the open vault and by nothing else. The first run and the notices outlive it.',
      severity: 'error',
      from: { path: '^src/app/(?!window/)', pathNot: TESTS },
      to: {
        path: `^src/(${FEATURES})/|^src/open/(?!OpenVault\\.svelte\\.ts$)`,
        pathNot: ['/words/', '^src/start/welcome\\.svelte\\.ts$', '^src/vault/notices\\.svelte\\.ts$'],
      },
    },
    {
      name: 'window',
      comment: 'Only the window itself shows pages; nobody imports it.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/app/(window/|main\\.ts$)', TESTS] },
      to: { path: '^src/app/window/' },
    },
    {
      name: 'tests-stay-apart',
      comment: 'The program imports nothing of its tests.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: TESTS },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    extraExtensionsToScan: [],
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.js', '.json', '.css'],
      conditionNames: ['svelte', 'browser', 'import', 'default'],
      exportsFields: ['exports'],
    },
  },
};
