import { z } from 'zod';
import { type Command, flagOf, machineCommand } from '../command.ts';
import { type CompletionTree, scriptFor, type Word } from '../completion-scripts.ts';
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
    nouns.map(async ({ name, summary, parts = {}, load }) => {
      const commands = await load();
      const own = commands.find((command) => command.name === name);
      const words = Object.entries(parts).map(([part, says]) =>
        partWord(commands, { name: `${name} ${part}`, summary: says }),
      );
      const verbs = commands.filter((command) => command.name.split(' ').length === 2);
      return {
        name,
        summary,
        flags: own ? flagsOf(own) : [],
        verbs: [
          ...verbs.map((verb) => ({
            name: lastWord(verb.name),
            summary: verb.summary,
            flags: flagsOf(verb),
          })),
          ...words,
        ],
      };
    }),
  );
  const started = serverVerbs.map((verb) => ({ ...verb, flags: [], verbs: [] }));
  return { everywhere, nouns: [...loaded, ...started] };
}

/** A part of a noun: its verbs, and the flags of any of them. */
function partWord(
  commands: readonly Command[],
  { name, summary }: { name: string; summary: string },
): Word {
  const own = commands.filter((command) => command.name.startsWith(`${name} `));
  const flags = new Set(own.flatMap(flagsOf));
  return {
    name: lastWord(name),
    summary,
    flags: [...flags],
    words: own.map((command) => lastWord(command.name)),
  };
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1);
}

function flagsOf(command: Command): string[] {
  return Object.keys(command.options).map(flagOf);
}
