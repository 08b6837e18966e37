import { accessSync, constants, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { type DatabaseState, findMasterKey, inspectDatabase } from '@intarsia/runtime';
import type { Config } from '../config.ts';
import { hasConsole } from '../doors.ts';
import { exits, failureOf } from '../failures.ts';
import type { Io } from '../io.ts';
import { openLog } from '../log.ts';
import { databaseFile } from '../opening.ts';
import { scenariosIn } from '../scenarios-folder.ts';
import { shownConfig } from './shown-config.ts';

/** One thing that was looked at. */
interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly text: string;
}

/** Shows the configuration without its secrets and checks what it points at. Changes nothing. */
export async function doctor(
  config: Config,
  { io, json }: { io: Io; json: boolean },
): Promise<number> {
  const shown = shownConfig(config);
  const findings = [
    ...checkVariables(config),
    ...(await checkScenarios(config)),
    checkFolder(config),
    ...(await checkDatabase(config)),
    await checkPort(config),
    checkConsole(),
  ];
  if (json) io.out(`${JSON.stringify({ config: shown, findings })}\n`);
  else io.out(asText(shown, findings));
  return findings.some(({ state }) => state === 'failed') ? exits.failure : exits.ok;
}

function checkVariables({ unknown }: Config): Finding[] {
  return unknown.map((name) => finding('variables', 'warning', `${name} means nothing`));
}

async function checkScenarios({ scenarios_dir }: Config): Promise<Finding[]> {
  if (scenarios_dir === undefined) return [];
  try {
    const { length } = await scenariosIn(scenarios_dir);
    return [finding('scenarios', 'ok', `${length} in ${scenarios_dir}`)];
  } catch (error) {
    return [finding('scenarios', 'failed', failureOf(error).text)];
  }
}

function checkFolder({ data_dir }: Config): Finding {
  if (!existsSync(data_dir)) return finding('data folder', 'warning', 'is made at the first start');
  try {
    accessSync(data_dir, constants.R_OK | constants.W_OK | constants.X_OK);
    return finding('data folder', 'ok', 'can be written');
  } catch {
    return finding('data folder', 'failed', `${data_dir} cannot be read and written`);
  }
}

/** A file that is not there is left so: opening it would make it. */
async function checkDatabase(config: Config): Promise<Finding[]> {
  const file = databaseFile(config);
  if (file !== undefined && !existsSync(file)) {
    return [finding('database', 'warning', 'is made at the first start')];
  }
  try {
    const { database_url } = config;
    const master_key = findMasterKey(config.master_key);
    const log = openLog('silent');
    const { schema, key_fits } = await inspectDatabase({ database_url, master_key, log });
    return [checkSchema(schema, key_fits), ...checkKey(master_key, key_fits)];
  } catch (error) {
    return [finding('database', 'failed', failureOf(error).text)];
  }
}

function checkSchema(schema: DatabaseState['schema'], key_fits: boolean | undefined): Finding {
  const { version, known } = schema;
  if (version > known) {
    const text = `has schema ${version}, this build knows up to ${known}; run a newer build`;
    return finding('database', 'failed', text);
  }
  if (key_fits === undefined) {
    return finding('database', 'warning', 'answers, and waits for its first start');
  }
  if (version === known) return finding('database', 'ok', `answers, at schema ${version}`);
  return finding('database', 'warning', `has schema ${version}; a start brings it to ${known}`);
}

function checkKey(master_key: Uint8Array | undefined, fits: boolean | undefined): Finding[] {
  if (fits === undefined) return [];
  if (!master_key) return [finding('master key', 'failed', 'is missing from the data folder')];
  if (fits) return [finding('master key', 'ok', 'is the one that this database was made with')];
  return [finding('master key', 'failed', 'is not the one that this database was made with')];
}

/** A port in use is no fault: a server may be running. */
async function checkPort({ host, port }: Config): Promise<Finding> {
  const code = await new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
  if (code === undefined) return finding('port', 'ok', `${port} on ${host} is free`);
  if (code === 'EADDRINUSE') {
    return finding('port', 'warning', `${port} on ${host} is in use, maybe by a running server`);
  }
  return finding('port', 'failed', `cannot listen on ${host}:${port} (${code})`);
}

function checkConsole(): Finding {
  return hasConsole()
    ? finding('Console', 'ok', 'is built')
    : finding('Console', 'warning', 'was not built; /console/ answers 404');
}

function finding(check: string, state: Finding['state'], text: string): Finding {
  return { check, state, text };
}

const marks = { ok: '✓', warning: '!', failed: '✗' } as const;

function asText(shown: Record<string, string>, findings: readonly Finding[]): string {
  const width = Math.max(...Object.keys(shown).map((name) => name.length));
  const settings = Object.entries(shown).map(
    ([name, value]) => `  ${name.padEnd(width)}  ${value}\n`,
  );
  const checks = findings.map(({ check, state, text }) => `  ${marks[state]} ${check}: ${text}\n`);
  return `Configuration\n${settings.join('')}\nChecks\n${checks.join('')}`;
}
