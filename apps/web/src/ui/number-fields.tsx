import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldError } from './explain.ts';
import { notNumbers } from './number-texts.ts';

/** A field for a number that may be left empty. */
export interface NumberField<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly unit: string;
  readonly about: string;
  /** What holds while it is empty: off when not said. */
  readonly empty?: string;
}

/** What stands in fields of numbers while somebody types. */
export function useNumberTexts<Name extends string>(begun: Readonly<Record<Name, string>>) {
  const [texts, setTexts] = useState(begun);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  return {
    texts,
    wrong,
    change(name: Name, text: string) {
      setTexts((held) => ({ ...held, [name]: text }));
    },
    /** Whether every text is a number or empty; those that are not are told of. */
    check(): boolean {
      const found = notNumbers(texts);
      setWrong(found);
      return found.length === 0;
    },
  };
}

/** Fields of numbers side by side, each with its unit and with what the server says of it. */
export function NumberFields<Name extends string>(props: {
  fields: readonly NumberField<Name>[];
  typed: ReturnType<typeof useNumberTexts<Name>>;
  error: unknown;
}) {
  const { fields, typed, error } = props;
  return (
    <div className="number-fields">
      {fields.map(({ name, label, unit, about, empty = 'Off' }) => (
        <TextInput
          key={name}
          label={label}
          description={about}
          placeholder={empty}
          inputMode="decimal"
          autoComplete="off"
          rightSection={<span className="muted small">{unit}</span>}
          rightSectionWidth="5rem"
          rightSectionPointerEvents="none"
          value={typed.texts[name]}
          error={typed.wrong.includes(name) ? 'Must be a number.' : fieldError(error, name)}
          onChange={(event) => typed.change(name, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}
