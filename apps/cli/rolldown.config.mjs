import { chmod } from 'node:fs/promises';
import { defineConfig } from 'rolldown';

const file = 'dist/main.js';

// One file with everything in it but Node itself: it starts fast and can be copied anywhere.
export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  output: {
    file,
    format: 'esm',
    // What is imported when it is needed is in the same file, and is still run only then.
    codeSplitting: false,
    minify: 'dce-only',
  },
  treeshake: {
    // The domain and its schemas do nothing when they are imported, so what is not used can go.
    moduleSideEffects: [
      { test: /packages\/domain\/src|node_modules\/(zod|jose)\//, sideEffects: false },
    ],
  },
  plugins: [{ name: 'executable', writeBundle: () => chmod(file, 0o755) }],
});
