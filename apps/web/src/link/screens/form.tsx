import type { Form, FormTemplate } from '@intarsia/domain';
import { type FormEvent, useId, useState } from 'react';
import { troubleOf } from '../run/troubles.ts';
import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Field } from '../ui/field.tsx';
import { Screen } from '../ui/screen.tsx';
import { type FormFaults, faultsIn } from './form-rules.ts';
import { Slot } from './slot.tsx';
import { useUploads } from './use-uploads.ts';

/** Questions and papers in place of a login. Every file is sent at once; the answers go with the button. */
export function FormScreen({
  form,
  template,
  suggestion,
}: {
  form: Form;
  template: FormTemplate;
  suggestion: string | undefined;
}) {
  const { flow, language, session, texts, send } = useFace();
  const kinds = useId();
  const [faults, setFaults] = useState<FormFaults>({});
  const [saving, setSaving] = useState(false);
  const uploads = useUploads(form);
  const { form: words } = texts;
  const isQuestionnaire = !template.needs_files;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (flow.busy || saving) return;
    const typed = new FormData(event.currentTarget);
    const data = Object.fromEntries(
      template.fields.map(({ name }) => [name, String(typed.get(name) ?? '').trim() || null]),
    );
    const { kept, isSending } = uploads;
    const found = faultsIn(template, data, { files: kept.length, isSending, words });
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setSaving(true);
    try {
      await session.asPerson((api) => api.forms.answer.mutate({ id: form.id, data }));
      send({ kind: 'form_submitted' });
    } catch (error) {
      send({ kind: 'troubled', trouble: troubleOf(error) });
    } finally {
      setSaving(false);
    }
  };
  const questions = template.fields.map(({ name, is_required }) => (
    <Field
      key={name}
      name={name}
      label={is_required ? words.fields[name] : `${words.fields[name]} (${words.optional})`}
      autoComplete={name === 'income_source' ? 'organization' : 'off'}
      maxLength={200}
      defaultValue={form.data[name] ?? (name === 'income_source' ? suggestion : undefined) ?? ''}
      error={faults[name]}
    />
  ));
  const slots = template.slots.map((slot) => (
    <Slot key={slot.name} slot={slot} uploads={uploads} describedBy={kinds} />
  ));
  return (
    <Screen
      title={isQuestionnaire ? words.questionnaire : words.documents}
      text={<p>{isQuestionnaire ? words.questionnaireText : words.documentsText}</p>}
    >
      <form className="fields" noValidate onSubmit={submit}>
        {isQuestionnaire ? questions : null}
        <p className="hint" id={kinds}>
          {words.kinds(sizeOf(template, language.tag))}
        </p>
        {slots}
        {isQuestionnaire ? null : questions}
        {faults.files ? (
          <p className="field-error" role="alert">
            {faults.files}
          </p>
        ) : null}
        <Button type="submit" busy={flow.busy || saving}>
          {words.go}
        </Button>
      </form>
    </Screen>
  );
}

/** The largest file that every place takes, in words of a language. */
function sizeOf({ slots }: FormTemplate, locale: string): string {
  const bytes = Math.min(...slots.map(({ max_bytes }) => max_bytes));
  const unit = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale, unit).format(bytes / 1_048_576);
}
