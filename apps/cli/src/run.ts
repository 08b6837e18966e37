import { CommanderError, type OutputConfiguration } from 'commander';
import { exitCodes, Failure, usage } from './failures.ts';
import type { Machine, Output } from './machine.ts';
import { buildProgram } from './program.ts';
import { runServer, ServerExit, serverArgs } from './server-binary.ts';
import { paintOf, wantsColours, widthOf } from './views/paint.ts';
import { plain } from './views/text.ts';

/** Runs one command line and gives its exit code. Whatever goes wrong is told on stderr, without a stack. */
export async function runProgram(machine: Machine): Promise<number> {
  const { stderr, env } = machine;
  const argv = withoutHelpCommand(machine.argv);
  try {
    const verb = serverArgs(argv);
    if (verb) {
      const atTerminal = machine.stdin.isTTY === true;
      await runServer(verb, { self: machine.self, env, atTerminal });
    }
    const output = outputOf(machine);
    const program = await buildProgram(argv, {
      output,
      async run(command, given, flags) {
        // Loaded only now, so that help and version do not wait for what they do not need.
        const { openIo } = await import('./open-io.ts');
        const io = await openIo(machine, flags);
        if (io.profiles.isExposed()) {
          io.warn(`${io.profiles.file} can be read by others. Run chmod 600 on it.`);
        }
        await command.run(io, given);
      },
    });
    await program.parseAsync(argv, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    return tell(stderr, { error, colours: wantsColours(stderr, env) });
  }
}

/** `help users get` is `users get --help`. */
function withoutHelpCommand(argv: readonly string[]): string[] {
  return argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv];
}

function outputOf({ stdout, stderr, env }: Machine): OutputConfiguration {
  return {
    writeOut: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(text),
    // Told like every other failure, when it arrives as an error.
    outputError: () => {},
    getOutHelpWidth: () => widthOf(stdout) ?? 100,
    getErrHelpWidth: () => widthOf(stderr) ?? 100,
    getOutHasColors: () => wantsColours(stdout, env),
    getErrHasColors: () => wantsColours(stderr, env),
  };
}

function tell(stderr: Output, { error, colours }: { error: unknown; colours: boolean }): number {
  if (error instanceof CommanderError && error.code !== 'commander.error') {
    if (error.exitCode === 0) return exitCodes.ok;
    // Help was asked for by writing nothing: it has been shown already.
    if (error.code === 'commander.help') return exitCodes.usage;
  }
  if (error instanceof ServerExit) return error.code;
  const failure = failureOf(error);
  const paint = paintOf({ colours });
  const lines = [`${paint.bad('error:')} ${plain(failure.message)}`];
  for (const hint of failure.hints) lines.push(`  ${plain(hint)}`);
  stderr.write(`${lines.join('\n')}\n`);
  return exitCodes[failure.outcome];
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof CommanderError) {
    const [message = '', ...more] = error.message.replace(/^error: /, '').split('\n');
    return usage(sentence(message), ...more, 'Add --help to see how it is written.');
  }
  return new Failure('failure', error instanceof Error ? error.message : String(error));
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(capital) ? capital : `${capital}.`;
}
