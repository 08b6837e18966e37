import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder with a database that is ready to be opened. */
interface Bench {
  readonly file: string;
  /** Removes the folder. More than once does no harm. */
  clear(): Promise<void>;
}

/** Gives databases that begin alike, and remembers which are still there. */
export interface Workshop {
  open(): Promise<Bench>;
}

/**
 * A workshop whose first database is made by `make` at a path; all later ones are copies of it. What
 * nobody cleared is removed when the process ends.
 */
export function openWorkshop(make: (file: string) => Promise<void>): Workshop {
  const folders = new Set<string>();
  let template: Promise<Buffer> | undefined;
  const watchTheEnd = once(() => {
    process.once('exit', () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    });
  });

  async function place(): Promise<Bench> {
    watchTheEnd();
    const folder = await mkdtemp(path.join(tmpdir(), 'intarsia-test-'));
    folders.add(folder);
    return {
      file: path.join(folder, 'intarsia.db'),
      async clear() {
        await rm(folder, { recursive: true, force: true });
        folders.delete(folder);
      },
    };
  }

  async function prepared(): Promise<Buffer> {
    const { file, clear } = await place();
    try {
      await make(file);
      return await readFile(file);
    } finally {
      await clear();
    }
  }

  return {
    async open() {
      template ??= prepared();
      const bytes = await template.catch((error: unknown) => {
        // The next call tries again: a full disk, say, may have room by then.
        template = undefined;
        throw error;
      });
      const bench = await place();
      await writeFile(bench.file, bytes, { mode: 0o600 });
      return bench;
    },
  };
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    run();
  };
}
