import { Command as Commander, Option as Flag, type OutputConfiguration } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { type Command, flagOf, labelOf } from './command.ts';
import { type Noun, nouns } from './nouns.ts';
import type { GlobalFlags } from './open-io.ts';
import { serverVerbs } from './server-verbs.ts';

/** Runs a command with what was written behind it. */
export type Run = (
  command: Command,
  given: Readonly<Record<string, unknown>>,
  flags: GlobalFlags,
) => Promise<void>;

const EPILOGUE = `
Examples:
  $ intarsia serve
  $ intarsia login
  $ intarsia users create --metadata '{"group": "A5"}'
  $ intarsia sandbox connect warpride --username test_1 --password passgood --wait
  $ intarsia payouts list --from 2030-01-01 --all
  $ intarsia accounts list --json | jq '.results[].connection.status'

Exit codes:
  0 ok   1 failure   2 usage   3 not found   4 not allowed   5 server not reachable

Environment:
  INTARSIA_URL, INTARSIA_API_KEY (id:secret), INTARSIA_PROFILE, NO_COLOR
  Flags win over these, and these over the profile.`;

/**
 * The whole command line. Nouns that are written in `argv` come with their verbs, the others with their
 * names alone. It throws where commander would end the process.
 */
export async function buildProgram(
  argv: readonly string[],
  { run, output }: { run: Run; output: OutputConfiguration },
): Promise<Commander> {
  const program = new Commander('intarsia')
    .description('Payroll connectivity that you run yourself.')
    .version(manifest.version, '-V, --version', 'Print the version')
    .option('--json', 'Print data as JSON, and nothing else, on stdout')
    .option('--url <url>', 'Server to ask')
    .option('--api-key <id:secret>', 'API key to ask with (INTARSIA_API_KEY keeps it out of `ps`)')
    .option('--profile <name>', 'Profile to take server and key from')
    .helpOption('-h, --help', 'Show help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, subcommandTerm: termOf })
    .addHelpText('after', EPILOGUE)
    .configureOutput(output)
    .exitOverride();
  for (const noun of nouns) {
    const isWritten = argv.includes(noun.name);
    program.addCommand(nounCommand(noun, isWritten ? await noun.load() : [], run));
  }
  // The binary takes over before the program is parsed; here its verbs stand for the help.
  for (const { name, summary } of serverVerbs) {
    program.addCommand(new Commander(name).description(summary).helpGroup('Server:'));
  }
  inheritSettings(program);
  return program;
}

/** A command in a list of commands: its name, and what stands behind it. Its flags are in its own help. */
function termOf(command: Commander): string {
  const args = command.registeredArguments.map((arg) =>
    arg.required ? `<${arg.name()}>` : `[${arg.name()}]`,
  );
  return [command.name(), ...args].join(' ');
}

function inheritSettings(parent: Commander): void {
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent);
    inheritSettings(child);
  }
}

function nounCommand(noun: Noun, commands: readonly Command[], run: Run): Commander {
  const own = commands.find(({ name }) => name === noun.name);
  const parent = own ? leaf(own, run) : new Commander(noun.name).helpCommand(false);
  if (!own) parent.description(noun.summary);
  parent.summary(noun.summary).helpGroup(noun.group);
  for (const [name, summary] of Object.entries(noun.parts ?? {})) {
    parent.addCommand(new Commander(name).description(summary).helpCommand(false));
  }
  for (const command of commands) {
    if (command !== own) parentOf(command, parent).addCommand(leaf(command, run));
  }
  return parent;
}

/** The part of a noun that a command of three words belongs to, or the noun. */
function parentOf({ name }: Command, noun: Commander): Commander {
  const [, part, verb] = name.split(' ');
  const found = noun.commands.find((command) => command.name() === part);
  return verb !== undefined && found ? found : noun;
}

function leaf(command: Command, run: Run): Commander {
  const built = new Commander(command.name.split(' ').at(-1)).description(command.summary);
  const names = Object.keys(command.args);
  for (const [name, { says, schema }] of Object.entries(command.args)) {
    const label = labelOf(name);
    const isOptional = schema.safeParse(undefined).success;
    built.argument(isOptional ? `[${label}]` : `<${label}>`, says);
  }
  for (const [name, { says, value, choices, schema }] of Object.entries(command.options)) {
    const isRequired = value !== undefined && !schema.safeParse(undefined).success;
    const flag = new Flag(value === undefined ? flagOf(name) : `${flagOf(name)} ${value}`, says);
    flag.makeOptionMandatory(isRequired);
    built.addOption(choices ? flag.choices(choices) : flag);
  }
  if (command.examples.length > 0) {
    const lines = command.examples.map((example) => `  $ intarsia ${example}`);
    built.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
  }
  return built.action(async (...parts: unknown[]) => {
    const given = Object.fromEntries(names.map((name, index) => [name, parts[index]]));
    await run(command, { ...given, ...snakeCased(built.opts()) }, globalFlags(built));
  });
}

/** Commander names options in camel case; data is in snake case here as everywhere. */
function snakeCased(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

function globalFlags(command: Commander): GlobalFlags {
  const { json, url, apiKey, profile } = command.optsWithGlobals();
  return { json, url, api_key: apiKey, profile };
}
