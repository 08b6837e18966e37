import { Command } from './command.tsx';
import { formatJson } from './json/check.ts';

/** An object exactly as the API gives it, and the call that gives it. */
export function Raw({ value, call }: { value: unknown; call: string }) {
  return (
    <details className="raw">
      <summary>As the API gives it</summary>
      <Command text={call} />
      <Command text={formatJson(value)} what="JSON" />
    </details>
  );
}
