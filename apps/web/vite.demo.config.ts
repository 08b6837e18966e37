import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page where Link can be tried. It loads the script of its server, as any page does. */
export default defineConfig({
  root: 'src/demo',
  base: '/link/demo/',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../../dist/link-demo',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
