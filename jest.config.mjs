/** One configuration for every package: sources are compiled in memory, workspace names map to sources. */
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
      module: { type: 'es6' },
    },
  ],
};

export default {
  testEnvironment: 'node',
  // The whole-system tests wait for processes most of the time.
  maxWorkers: '100%',
  // Numerics look these up in hot loops, where the sandbox's own globals are ten times slower.
  sandboxInjectedGlobals: ['Float64Array', 'Uint8Array', 'Math'],
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/{libs,proto,site-agent,coordinator,dashboard,deploy,bench,test}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/test/browser/'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@commonward/synthesis/(plan|site/networks|site|coordinator)$': '<rootDir>/libs/synthesis/src/$1/index.ts',
    '^@commonward/(accounting|privacy|schema|cohorts|networks|envelope|ledger-verifier|secure-aggregation|lineage|evaluation)$': '<rootDir>/libs/$1/src/index.ts',
    '^@commonward/evaluation/private$': '<rootDir>/libs/evaluation/src/private/index.ts',
    '^@commonward/networks/architectures$': '<rootDir>/libs/networks/src/architectures/index.ts',
    '^@commonward/privacy/samplers$': '<rootDir>/libs/privacy/src/samplers.ts',
    '^@commonward/schema/images$': '<rootDir>/libs/schema/src/images/index.ts',
    '^@commonward/cohorts/files$': '<rootDir>/libs/cohorts/src/files/index.ts',
    '^@commonward/proto$': '<rootDir>/proto/src/index.ts',
  },
  transform,
};
