import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const FEATURES = [
  'about',
  'accounts',
  'adding',
  'clock',
  'help',
  'list',
  'overlay',
  'pin',
  'settings',
  'start',
  'strip',
  'vault',
];
const TESTS = ['src/**/*.test.ts', 'src/**/testing/**'];

/** The contract's types of what is in the vault. */
const VAULT_TYPES = [
  'AccountEdit',
  'AccountKey',
  'AccountRow',
  'AttemptsView',
  'AuditView',
  'BatchView',
  'CodeAnswer',
  'CodeView',
  'CopiedView',
  'DevicesView',
  'FoundView',
  'KitSheet',
  'PadView',
  'PinOutcome',
  'StripView',
  'TransferView',
  'TrashView',
  'TypedAccount',
  'TypedPreview',
  'VaultView',
  'WaitingView',
];

/** Type imports of components vanish before dependency-cruiser sees them, so the walls between the rooms stand here as well. */
function wall(files, rooms, message) {
  return {
    files,
    ignores: TESTS,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: `^(\\.\\./)+(${rooms.join('|')})/`, message }] },
      ],
    },
  };
}

const vaultField = {
  regex: '/ipc/generated/contract$',
  importNames: VAULT_TYPES,
  message: 'What is in the vault is held by OpenVault alone.',
};

export default ts.config(
  { ignores: ['dist', 'src/ipc/generated'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    rules: {
      // TypeScript knows what is defined.
      'no-undef': 'off',
      'no-fallthrough': 'off',
      // A Map that nothing is drawn from is a plain one.
      'svelte/prefer-svelte-reactivity': 'off',
      // svelte-check knows which warnings there are.
      'svelte/no-unused-svelte-ignore': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A handler may take less than it is given.
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  ...FEATURES.map((feature) =>
    wall(
      [`src/${feature}/**`],
      [...FEATURES.filter((other) => other !== feature), 'window'],
      'Features meet only through the open vault.',
    ),
  ),
  wall(['src/widgets/**'], [...FEATURES, 'app', 'ipc', 'open', 'proof'], 'Widgets know text and widgets alone.'),
  wall(['src/proof/**'], [...FEATURES, 'open', 'window'], 'What proves who asks knows no feature.'),
  {
    files: ['src/app/**', 'src/text/**', 'src/start/*.ts', 'src/settings/*.ts', 'src/help/*.ts'],
    ignores: TESTS,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [vaultField] }] },
  },
  {
    // A module lives as long as the window.
    files: ['src/**/*.ts'],
    ignores: [...TESTS, 'src/text/**', 'src/ipc/**', 'src/**/main.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['Program > VariableDeclaration', 'Program > ExportNamedDeclaration > VariableDeclaration'].flatMap((held) => [
          { selector: `${held}[kind="let"]`, message: 'A module holds no state: it would outlive the vault.' },
          {
            selector: `${held} > VariableDeclarator > NewExpression`,
            message: 'A module holds no object: it would outlive the vault.',
          },
          {
            selector: `${held} > VariableDeclarator > CallExpression[callee.name="$state"]`,
            message: 'A module holds no state: it would outlive the vault.',
          },
        ]),
      ],
    },
  },
  {
    files: ['src/**'],
    rules: { 'max-lines': ['error', { max: 500 }] },
  },
  { files: ['src/**/*.svelte'], rules: { 'max-lines': ['error', { max: 299 }] } },
);
