import type { Config } from '../config.ts';

const HIDDEN = '(set, not shown)';
const UNSET = '(not set)';

/** The configuration by variable, as it may be seen by anybody. */
export function shownConfig(config: Config): Record<string, string> {
  const { master_key, sandbox } = config;
  return {
    INTARSIA_HOST: config.host,
    INTARSIA_PORT: String(config.port),
    INTARSIA_PUBLIC_URL: config.public_url ?? '(the bound address)',
    INTARSIA_TRUST_PROXY: String(config.trust_proxy),
    INTARSIA_DATA_DIR: config.data_dir,
    INTARSIA_DATABASE_URL: withoutPassword(config.database_url),
    INTARSIA_MASTER_KEY: 'text' in master_key ? HIDDEN : UNSET,
    INTARSIA_MASTER_KEY_FILE: 'file' in master_key ? master_key.file : UNSET,
    INTARSIA_SANDBOX_KEY_ID: sandbox ? HIDDEN : UNSET,
    INTARSIA_SANDBOX_KEY_SECRET: sandbox ? HIDDEN : UNSET,
    INTARSIA_SANDBOX_LINK_KEY: sandbox ? HIDDEN : UNSET,
    INTARSIA_SEED: config.seed ?? '(random)',
    INTARSIA_SCENARIOS_DIR: config.scenarios_dir ?? UNSET,
    INTARSIA_METRICS_TOKEN: config.metrics_token === undefined ? UNSET : HIDDEN,
    INTARSIA_LOG_LEVEL: config.log_level,
  };
}

/** A PostgreSQL URL may carry its password in two places. */
function withoutPassword(url: string): string {
  if (!/^postgres(ql)?:/.test(url)) return url;
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  if (shown.searchParams.has('password')) shown.searchParams.set('password', '***');
  return shown.href;
}
