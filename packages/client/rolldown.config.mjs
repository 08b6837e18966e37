import { defineConfig } from 'rolldown';
import { operationTypes } from '../../scripts/package/operations.mjs';
import { declarations, notices, onlyDeclared } from '../../scripts/package/plugins.mjs';

const dir = 'dist';

// One file that needs nothing but `fetch`, in browsers as in Node.
export default defineConfig({
  input: 'src/index.ts',
  platform: 'neutral',
  output: { dir, format: 'esm', entryFileNames: '[name].js', cleanDir: true },
  plugins: [
    onlyDeclared([]),
    notices({ dir }),
    declarations({
      entries: ['src/index.ts'],
      dir,
      instead: { 'operations.ts': operationTypes },
    }),
  ],
});
