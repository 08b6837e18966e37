import { readFile, rename, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const OUT = 'dist/link';

/** The page is found as `index.html`, like every page; beside the Console's it needs another name. */
function asIndex(): Plugin {
  return {
    name: 'as-index',
    writeBundle: () => rename(`${OUT}/link.html`, `${OUT}/index.html`),
  };
}

/** Packs scripts and style sheets as small as can be: it takes a server too long to do so when it is asked. */
function packed(): Plugin {
  const pack = promisify(brotliCompress);
  return {
    name: 'packed',
    async writeBundle(_, bundle) {
      const texts = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name));
      const write = async (file: string) =>
        writeFile(`${file}.br`, await pack(await readFile(file)));
      await Promise.all(texts.map((name) => write(`${OUT}/${name}`)));
    },
  };
}

/** The chunk of the screens is asked for with the first one, which would only ask for it once it runs. */
function earlyScreens(): Plugin {
  return {
    name: 'early-screens',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const [screens] = Object.keys(bundle).filter((name) => /^assets\/show-.*\.js$/.test(name));
        if (screens === undefined) throw new Error('there is no chunk of the screens');
        const attrs = { rel: 'modulepreload', crossorigin: true, href: `/link/${screens}` };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}

/** The page of Link: small, and nothing in it that only the Console needs. */
export default defineConfig({
  base: '/link/',
  publicDir: false,
  plugins: [react(), earlyScreens(), packed(), asIndex()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: 'link.html',
      treeshake: {
        // The domain only declares things: a page that shows error texts does not load its schemas.
        moduleSideEffects: [{ test: /packages\/domain\/src/, sideEffects: false }],
        manualPureFunctions: ['z', 'z.enum'],
      },
    },
  },
});
