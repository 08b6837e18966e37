import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { fieldErrors } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';
import { oneOf } from '../url/search.ts';
import { inputFrom, type LinkSettingsDraft } from './draft.ts';

const schemes = ['auto', 'light', 'dark'] as const;
const schemeWords = { auto: 'As the device has it', light: 'Light', dark: 'Dark' };
const languages = ['auto', 'en', 'es', 'fr', 'pt'] as const;
const languageWords = {
  auto: 'As the browser has it',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  pt: 'Português',
};

const fields = [
  'name',
  'company_name',
  'logo_url',
  'accent',
  'radius',
  'link_items',
  'intro_title',
  'intro_subtitle',
];

/** What the fields of a part of the form are given. */
interface Part {
  readonly draft: LinkSettingsDraft;
  change(part: Partial<LinkSettingsDraft>): void;
  errorOf(name: string): string | undefined;
}

/** The fields of link settings, whether they are made or changed. */
export function LinkSettingsForm(props: {
  draft: LinkSettingsDraft;
  /** What the button says: "Create link settings". */
  action: string;
  busy: boolean;
  error: unknown;
  cancel(): void;
  submit(input: ReturnType<typeof inputFrom>): void;
}) {
  const { busy, error } = props;
  const [draft, setDraft] = useState(props.draft);
  const form = useRef<HTMLFormElement>(null);
  // The form is longer than a window: what is wrong may be out of sight.
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.submit(inputFrom(draft));
  };
  const part: Part = {
    draft,
    change: (changed) => setDraft((held) => ({ ...held, ...changed })),
    errorOf: (name) => fieldErrors(error).find(({ field }) => isAt(field, name))?.text,
  };
  const isAtField = fields.some((name) => part.errorOf(name) !== undefined);
  return (
    <form ref={form} className="form" onSubmit={send}>
      {error && !isAtField ? <Problem error={error} /> : null}
      <Text
        {...part}
        name="name"
        label="Name"
        about="For you alone: which page they are for."
        needed
      />
      <Looks {...part} />
      <Contents {...part} />
      <div className="form-end">
        <Button variant="default" onClick={props.cancel}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          {props.action}
        </Button>
      </div>
    </form>
  );
}

function isAt(field: string, name: string): boolean {
  return field === name || field.startsWith(`${name}.`);
}

function Looks(part: Part) {
  const { draft, change } = part;
  return (
    <>
      <Text
        {...part}
        name="company_name"
        label="Company"
        about="The name that Link shows; that of the client when empty."
      />
      <Text {...part} name="logo_url" label="Logo" about="An https: address of a picture." />
      <div className="number-fields">
        <Text {...part} name="accent" label="Accent" about="Such as #1f6feb." />
        <Text {...part} name="radius" label="Corners" about="Pixels, 0 to 24." />
        <NativeSelect
          label="Scheme"
          value={draft.scheme}
          data={schemes.map((value) => ({ value, label: schemeWords[value] }))}
          onChange={(event) =>
            change({ scheme: oneOf(event.currentTarget.value, schemes) ?? 'auto' })
          }
        />
        <NativeSelect
          label="Language"
          value={draft.language}
          data={languages.map((value) => ({ value, label: languageWords[value] }))}
          onChange={(event) =>
            change({ language: oneOf(event.currentTarget.value, languages) ?? 'auto' })
          }
        />
      </div>
    </>
  );
}

function Contents(part: Part) {
  const { draft, change, errorOf } = part;
  return (
    <>
      <Textarea
        label="Link items"
        description="Ids of what can be picked, in this order; everything when empty."
        autosize
        minRows={2}
        maxRows={8}
        autoComplete="off"
        spellCheck={false}
        value={draft.link_items}
        error={errorOf('link_items')}
        onChange={(event) => change({ link_items: event.currentTarget.value })}
      />
      <Check
        label="Show an intro"
        about="A first screen that says what will happen."
        checked={draft.show_intro}
        onChange={(show_intro) => change({ show_intro })}
      />
      <Text
        {...part}
        name="intro_title"
        label="Title of the intro"
        about="Link's own when empty."
      />
      <Text {...part} name="intro_subtitle" label="Text of the intro" about="Below its title." />
      <Check
        label="Default"
        about="They count where a page gives no customizationId."
        checked={draft.is_default}
        onChange={(is_default) => change({ is_default })}
      />
    </>
  );
}

type TextName = Exclude<
  keyof LinkSettingsDraft,
  'scheme' | 'language' | 'show_intro' | 'is_default'
>;

function Text(props: Part & { name: TextName; label: string; about: string; needed?: boolean }) {
  const { draft, name, label, about, needed = false } = props;
  return (
    <TextInput
      label={label}
      description={about}
      required={needed}
      withAsterisk={false}
      {...(needed ? { 'data-autofocus': true } : {})}
      autoComplete="off"
      value={draft[name]}
      error={props.errorOf(name)}
      onChange={(event) => props.change({ [name]: event.currentTarget.value })}
    />
  );
}

function Check(props: {
  label: string;
  about: string;
  checked: boolean;
  onChange(checked: boolean): void;
}) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>
        {props.label}
        <span className="muted small">{props.about}</span>
      </span>
    </label>
  );
}
