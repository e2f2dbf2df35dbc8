import tseslint from 'typescript-eslint';

/** Randomness that is not injected can be neither trusted nor replayed. */
const noAmbientRandomness = {
  'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Take the injected RandomSource, or a named public stream.' }],
};

/** Engines may round these differently; replay needs the same bytes everywhere (use deterministic-math.ts). */
const engineDependent = ['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'pow', 'sin', 'cos', 'tan', 'atan', 'atan2', 'tanh', 'sinh', 'cosh', 'cbrt', 'hypot'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'proto/src/gen/**', 'demo-run*/**', 'dashboard/src/api/generated/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: ['./tsconfig.lint.json', './dashboard/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...noAmbientRandomness,
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 400, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipComments: true }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['libs/synthesis/src/coordinator/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...engineDependent.map((property) => ({ object: 'Math', property, message: 'Engines may differ; use deterministic-math.ts.' })),
        { object: 'Math', property: 'random', message: 'Use a named public stream.' },
      ],
      'no-restricted-syntax': ['error', { selector: "BinaryExpression[operator='**']", message: 'Engines may differ in powers; multiply.' }],
    },
  },
  {
    // Nest injects by constructor: up to five things (style guide), and a few more where a service is a meeting point.
    files: ['coordinator/src/**/*.ts'],
    rules: { 'max-params': ['error', 7] },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.fixture.ts', 'test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/unbound-method': 'off', 'no-console': 'off' },
  },
  {
    // These files hold what must not compile.
    files: ['**/*.compile-check.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
);
