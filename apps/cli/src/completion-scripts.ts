/** A word that can be completed, with the flags that may follow it. */
export interface Word {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly string[];
  /** Words that may follow it, where it has verbs of its own. */
  readonly words?: readonly string[];
}

/** Everything that can be completed. */
export interface CompletionTree {
  /** Flags that every command takes. */
  readonly everywhere: readonly string[];
  readonly nouns: readonly (Word & { readonly verbs: readonly Word[] })[];
}

/** The script that teaches a shell these words. */
export function scriptFor(shell: 'bash' | 'zsh' | 'fish', tree: CompletionTree): string {
  const scripts = { bash, zsh, fish };
  return scripts[shell](tree);
}

/** What may stand behind a noun, or behind a noun and a verb: the branches of a shell's `case`. */
function branches(tree: CompletionTree, assign: (words: string) => string): string {
  const flags = ({ words = [], flags }: Word) => [...words, ...flags, ...tree.everywhere];
  return tree.nouns
    .flatMap((noun) => [
      ...noun.verbs.map((verb) => branch(`"${noun.name} ${verb.name}"`, flags(verb))),
      branch(`"${noun.name} "*`, [...noun.verbs.map(({ name }) => name), ...flags(noun)]),
    ])
    .join('\n');

  function branch(pattern: string, words: readonly string[]): string {
    return `      ${pattern}) ${assign(words.join(' '))} ;;`;
  }
}

function firstWords({ nouns, everywhere }: CompletionTree): string {
  return [...nouns.map(({ name }) => name), ...everywhere].join(' ');
}

function bash(tree: CompletionTree): string {
  return `# Completes intarsia in bash.
_intarsia() {
  local current="\${COMP_WORDS[COMP_CWORD]}" verb="\${COMP_WORDS[2]}" found=""
  if [ "$COMP_CWORD" -eq 2 ]; then verb=""; fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    found="${firstWords(tree)}"
  else
    case "\${COMP_WORDS[1]} $verb" in
${branches(tree, (words) => `found="${words}"`)}
    esac
  fi
  COMPREPLY=($(compgen -W "$found" -- "$current"))
}
complete -o default -F _intarsia intarsia
`;
}

function zsh(tree: CompletionTree): string {
  return `#compdef intarsia
# Completes intarsia in zsh.
_intarsia() {
  local verb="\${words[3]}"
  local -a found
  if (( CURRENT == 3 )); then verb=""; fi
  if (( CURRENT == 2 )); then
    found=(${firstWords(tree)})
  else
    case "\${words[2]} $verb" in
${branches(tree, (words) => `found=(${words})`)}
    esac
  fi
  compadd -a found
}
if [ "$funcstack[1]" = "_intarsia" ]; then _intarsia "$@"; else compdef _intarsia intarsia; fi
`;
}

function fish(tree: CompletionTree): string {
  const lines = ['# Completes intarsia in fish.'];
  for (const noun of tree.nouns) {
    lines.push(
      `complete -c intarsia -n __fish_use_subcommand -f -a ${noun.name} -d ${quoted(noun.summary)}`,
    );
    const seen = `__fish_seen_subcommand_from ${noun.name}`;
    for (const flag of noun.flags) lines.push(fishFlag(seen, flag));
    const names = noun.verbs.map(({ name }) => name).join(' ');
    for (const verb of noun.verbs) {
      const none = `${seen}; and not __fish_seen_subcommand_from ${names}`;
      lines.push(
        `complete -c intarsia -n ${quoted(none)} -f -a ${verb.name} -d ${quoted(verb.summary)}`,
      );
      const both = `${seen}; and __fish_seen_subcommand_from ${verb.name}`;
      for (const word of verb.words ?? []) {
        lines.push(`complete -c intarsia -n ${quoted(both)} -f -a ${word}`);
      }
      for (const flag of verb.flags) lines.push(fishFlag(both, flag));
    }
  }
  for (const flag of tree.everywhere) lines.push(`complete -c intarsia -l ${flag.slice(2)}`);
  return `${lines.join('\n')}\n`;
}

function fishFlag(condition: string, flag: string): string {
  return `complete -c intarsia -n ${quoted(condition)} -l ${flag.slice(2)}`;
}

/** A text in single quotes, which all three shells take as it is. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
