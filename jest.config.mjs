const services = process.env.STOA_TEST_SERVICES === '1';

export default {
  testMatch: ['<rootDir>/{packages,subgraphs,router,apps,e2e,tools,bench}/**/*.test.ts'],
  // Tests that need a real Kafka or Redis run when asked for: npm run test:services.
  testPathIgnorePatterns: ['/node_modules/', ...(services ? [] : ['/services/', '/(kafka|redis)-[^/]*\\.test\\.ts$'])],
  modulePathIgnorePatterns: ['<rootDir>/.stoa/', '<rootDir>/.turbo/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  testEnvironment: 'node',
  testTimeout: 30_000,
  maxWorkers: 2,
  // A test that fails may leave servers open: the run has to end all the same.
  forceExit: true,
  globalSetup: '<rootDir>/tools/jest/start-postgres.mjs',
  globalTeardown: '<rootDir>/tools/jest/stop-postgres.mjs',
  reporters: ['default', '<rootDir>/tools/jest/count-reporter.mjs'],
};
