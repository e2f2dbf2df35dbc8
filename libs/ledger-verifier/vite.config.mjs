import { defineConfig } from 'vite';

/** One file that an auditor can keep: it needs Node and nothing else. */
export default defineConfig({
  build: {
    ssr: 'src/standalone/main.ts',
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'standalone.mjs' } },
  },
  ssr: { noExternal: true },
});
