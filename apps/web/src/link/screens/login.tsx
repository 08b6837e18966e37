import { type FormEvent, useRef, useState } from 'react';
import { accountIn } from '../flow/flow.ts';
import type { LinkItemCard, LoginField } from '../shapes.ts';
import { Button } from '../ui/buttons.tsx';
import { causeAndAdvice } from '../ui/cause.ts';
import { useFace } from '../ui/context.tsx';
import { Field } from '../ui/field.tsx';
import { Glyph } from '../ui/glyph.tsx';
import { ItemLogo } from '../ui/item-logo.tsx';
import { Screen } from '../ui/screen.tsx';
import { troubleText } from '../ui/trouble.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { faultIn, fieldName } from './login-rules.ts';

/** The login of a link item. What is typed stands in the fields alone, until it is sent. */
export function Login({
  item,
  account,
  refused,
}: {
  item: LinkItemCard;
  account: string | undefined;
  refused: boolean;
}) {
  const { flow, session, texts, client } = useFace();
  const { login } = texts;
  const detail = useLoaded(item.id, () =>
    session.asKey((api) => api.link.item.query({ id: item.id })),
  );
  const fields = detail.value?.login?.fields;
  const known = accountIn(flow, account);
  const code = refused ? known?.account.connection.error_code : undefined;
  const again = account !== undefined && !refused;
  return (
    <Screen
      key={fields ? 'fields' : 'waiting'}
      mark={<ItemLogo item={item} size={56} />}
      title={login.title(item.name)}
      focus={fields ? 'field' : 'heading'}
      text={code ? undefined : <p>{again ? login.again(item.name) : login.text(item.name)}</p>}
      foot={login.privacy(client, item.name)}
    >
      {code ? <Refusal text={texts.connectionErrors[code]} /> : null}
      {item.known_limitations ? <p className="hint">{item.known_limitations}</p> : null}
      {fields ? <LoginForm item={item} fields={fields} /> : null}
      {detail.trouble ? (
        <div className="empty-list">
          <p>{troubleText(detail.trouble, texts)}</p>
          <Button kind="quiet" onClick={detail.again}>
            {texts.again}
          </Button>
        </div>
      ) : null}
    </Screen>
  );
}

function Refusal({ text }: { text: string }) {
  const { cause, advice } = causeAndAdvice(text);
  return (
    <div role="alert" className="notice">
      <Glyph tone="bad" />
      <p>
        <strong>{cause}.</strong> {advice}
      </p>
    </div>
  );
}

function LoginForm({ item, fields }: { item: LinkItemCard; fields: readonly LoginField[] }) {
  const { flow, texts, send } = useFace();
  const { login } = texts;
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const wrong = flow.trouble?.fields ?? [];

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (flow.busy) return;
    const typed = new FormData(event.currentTarget);
    const typedIn = (name: LoginField['name']) => String(typed.get(name) ?? '');
    const found = fields.flatMap((field) => {
      const fault = faultIn(field, typedIn(field.name), texts);
      return fault === undefined ? [] : [[field.name, fault] as const];
    });
    setFaults(Object.fromEntries(found));
    const first = found[0]?.[0];
    if (first === undefined) {
      const credentials = { username: typedIn('username'), password: typedIn('password') };
      return send({ kind: 'submitted', credentials });
    }
    form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  return (
    <form ref={form} className="fields" noValidate onSubmit={submit}>
      {fields.map((field) => (
        <Field
          key={field.name}
          name={field.name}
          label={fieldName(field, texts)}
          hint={helpOf(field, login.help)}
          type={field.kind}
          autoComplete={field.autocomplete}
          readOnly={flow.busy}
          error={faults[field.name] ?? (wrong.includes(field.name) ? texts.refused : undefined)}
        />
      ))}
      <Button type="submit" busy={flow.busy}>
        {flow.busy ? login.sending : login.go(item.name)}
      </Button>
    </form>
  );
}

function helpOf(
  { help_key }: LoginField,
  help: Readonly<Record<string, string>>,
): string | undefined {
  return help_key === null ? undefined : help[help_key];
}
