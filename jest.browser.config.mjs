import base from './jest.config.mjs';

/** Tests in a real browser; they need Chromium, whose path is in CHROMIUM. */
export default { ...base, testMatch: ['<rootDir>/test/browser/**/*.spec.ts'], testPathIgnorePatterns: ['/node_modules/', '/dist/'] };
