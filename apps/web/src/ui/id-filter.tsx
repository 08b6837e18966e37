import { TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { idFrom } from '../url/search.ts';

/** Takes the id of a `noun`; what it narrows changes once it is a whole one. */
export function IdFilter(props: {
  /** "user". */
  noun: string;
  id: string | undefined;
  change(id: string | undefined): void;
}) {
  const { noun, change } = props;
  const [text, setText] = useState(props.id ?? '');
  const id = idFrom(text);
  const wrong = text.trim() !== '' && id === undefined;
  const label = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} id`;

  useEffect(() => {
    if (id !== undefined && id !== props.id) change(id);
  }, [id, props.id, change]);

  return (
    <TextInput
      className="filter-grow"
      aria-label={label}
      placeholder={label}
      spellCheck={false}
      value={text}
      error={wrong && text.length >= 36 ? `This is not the id of a ${noun}.` : undefined}
      rightSection={
        text === '' ? null : (
          <button
            type="button"
            className="copy"
            aria-label={`Clear the ${noun}`}
            onClick={() => (props.id === undefined ? setText('') : change(undefined))}
          >
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        )
      }
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
