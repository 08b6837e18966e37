import { Command } from '../ui/command.tsx';
import { formatJson } from '../ui/json/check.ts';
import { ApiCommand } from './api-command.tsx';

/** An object exactly as the API gives it, and the call that gives it. */
export function Raw({ value, path }: { value: unknown; path: string }) {
  return (
    <details className="raw">
      <summary>As the API gives it</summary>
      <ApiCommand path={path} />
      <Command text={formatJson(value)} what="JSON" />
    </details>
  );
}
