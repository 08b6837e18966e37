import { defineConfig } from 'rolldown';
import { declarations, onlyDeclared } from '../../scripts/package/plugins.mjs';

const dir = 'dist';
const entries = ['src/index.ts', 'src/react.ts'];

export default defineConfig([
  // What is published: one module for any page, and one for React.
  {
    input: entries,
    platform: 'browser',
    external: ['react'],
    output: {
      dir,
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'link.js',
      cleanDir: true,
      // Frameworks that render on a server have to know that hooks are for the browser.
      banner: ({ name }) => (name === 'react' ? "'use client';" : ''),
    },
    plugins: [onlyDeclared(['react']), declarations({ entries, dir })],
  },
  // What a server gives to pages: one script, for browsers of the last three years.
  {
    input: { v3: 'src/script.ts' },
    platform: 'browser',
    transform: { target: 'es2022' },
    output: { dir: `${dir}/script`, format: 'iife', entryFileNames: '[name].js', minify: true },
    plugins: [onlyDeclared([])],
  },
]);
