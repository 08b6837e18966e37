import { z } from 'zod';
import { type Command, flagOf, machineCommand } from '../command.ts';
import { type CompletionTree, scriptFor } from '../completion-scripts.ts';
import type { Noun } from '../nouns.ts';
import { serverVerbs } from '../server-verbs.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
/** Flags that every command takes. */
const everywhere = ['--json', '--url', '--api-key', '--profile', '--help'];

/** The command that completes all the others. */
export function completionCommands(nouns: readonly Noun[]): readonly Command[] {
  return [
    machineCommand({
      name: 'completion',
      summary: 'Print a script that completes commands with the Tab key',
      args: { shell: { says: `One of ${shells.join(', ')}`, schema: z.enum(shells) } },
      examples: [
        'completion bash > ~/.local/share/bash-completion/completions/intarsia',
        'completion zsh > ~/.zfunc/_intarsia',
        'completion fish > ~/.config/fish/completions/intarsia.fish',
      ],
      run: async ({ json, print }, { shell }) => {
        const script = scriptFor(shell, await treeOf(nouns));
        await print(json ? { shell, script } : script, () => script.trimEnd());
      },
    }),
  ];
}

/** Every noun with its verbs and their flags. */
async function treeOf(nouns: readonly Noun[]): Promise<CompletionTree> {
  const loaded = await Promise.all(
    nouns.map(async ({ name, summary, load }) => {
      const commands = await load();
      const own = commands.find((command) => command.name === name);
      const verbs = commands.filter((command) => command !== own);
      return {
        name,
        summary,
        flags: own ? flagsOf(own) : [],
        verbs: verbs.map((command) => ({
          name: command.name.slice(name.length + 1),
          summary: command.summary,
          flags: flagsOf(command),
        })),
      };
    }),
  );
  const started = serverVerbs.map((verb) => ({ ...verb, flags: [], verbs: [] }));
  return { everywhere, nouns: [...loaded, ...started] };
}

function flagsOf(command: Command): string[] {
  return Object.keys(command.options).map(flagOf);
}
