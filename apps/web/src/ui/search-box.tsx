import { TextInput } from '@mantine/core';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

const PAUSE = 250;

/** A search field whose text ends up in the URL once the typing pauses. */
export function SearchBox(props: {
  label: string;
  placeholder: string;
  value: string | undefined;
  change(text: string | undefined): void;
}) {
  const given = props.value ?? '';
  const [text, setText] = useState(given);
  const sent = useRef(given);
  const change = useRef(props.change);
  change.current = props.change;

  // Going back in the history changes the filter from outside.
  useEffect(() => {
    if (given === sent.current) return;
    sent.current = given;
    setText(given);
  }, [given]);

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      change.current(wanted === '' ? undefined : wanted);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <TextInput
      type="search"
      className="search-box filter-grow"
      aria-label={props.label}
      placeholder={props.placeholder}
      maxLength={200}
      spellCheck={false}
      value={text}
      leftSection={<Search size={16} strokeWidth={1.5} aria-hidden="true" />}
      rightSection={
        text === '' ? null : (
          <button type="button" className="copy" aria-label="Clear" onClick={() => setText('')}>
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        )
      }
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
