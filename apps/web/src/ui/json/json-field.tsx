import { Textarea } from '@mantine/core';
import { type CheckedJson, checkJson } from './check.ts';

/** A text area for one JSON value. It says at once where the text is not JSON. */
export function JsonField(props: {
  label: string;
  description?: string;
  text: string;
  change(text: string): void;
  /** Whether an empty text is fine, as for a value that may be left out. */
  optional?: boolean;
  /** What the server said about it. */
  error?: string | undefined;
}) {
  const { text, optional = false } = props;
  const checked = optional && text.trim() === '' ? undefined : checkJson(text);
  return (
    <Textarea
      className="json-field"
      label={props.label}
      description={props.description}
      value={text}
      rows={Math.min(20, Math.max(6, text.split('\n').length + 1))}
      data-autofocus
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      error={faultOf(checked) ?? props.error}
      onChange={(event) => props.change(event.currentTarget.value)}
    />
  );
}

function faultOf(checked: CheckedJson | undefined): string | undefined {
  if (!checked || checked.ok) return undefined;
  return `Line ${checked.line}, column ${checked.column}: ${checked.text}`;
}
