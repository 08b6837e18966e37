import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The Console's address on the server; `apps/server` serves this build there. */
const BASE = '/console/';

export default defineConfig({
  base: BASE,
  plugins: [react()],
  server: { port: 4651, proxy: { '/trpc': 'http://127.0.0.1:4650' } },
  build: {
    outDir: 'dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // No data: URLs, so that the content security policy can name 'self' alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      treeshake: {
        // The domain only declares things: a page that shows error texts does not load its schemas.
        moduleSideEffects: [{ test: /packages\/domain\/src/, sideEffects: false }],
        manualPureFunctions: ['z', 'z.enum'],
      },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'vendor',
              test: /node_modules\/(.*\/)?(react|react-dom|scheduler|@tanstack|@trpc)\//,
              priority: 2,
            },
            // What two pages share, in one file instead of fifty.
            { name: 'shared', test: /\/(src|node_modules)\//, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
});
