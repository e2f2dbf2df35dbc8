import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const coordinator = 'http://127.0.0.1:7480';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }] } } },
  },
  server: { proxy: { '/api': coordinator } },
});
