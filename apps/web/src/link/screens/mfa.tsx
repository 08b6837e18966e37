import type { Challenge } from '@intarsia/domain';
import { type FormEvent, useEffect, useState } from 'react';
import type { LinkAccount } from '../shapes.ts';
import type { Texts } from '../texts/en.ts';
import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Field } from '../ui/field.tsx';
import { Screen } from '../ui/screen.tsx';
import { useMinutesLeft } from '../ui/use-minutes-left.ts';
import { Weave } from '../ui/weave.tsx';

/** What the source asks for in the middle of a login: a code, a choice, or a tap on the phone. */
export function Mfa({ known: now }: { known: LinkAccount }) {
  // While a new code is on its way nothing is asked for, and the old question stays.
  const [known, setKnown] = useState(now);
  if (now.challenge && now !== known) setKnown(now);
  const { challenge } = known;
  if (challenge?.kind === 'choice') return <Choice known={known} options={challenge.options} />;
  if (challenge?.kind === 'push') return <Push known={known} />;
  return challenge ? <Code known={known} challenge={challenge} /> : null;
}

function Code({
  known,
  challenge,
}: {
  known: LinkAccount;
  challenge: Challenge & { kind: 'code' };
}) {
  const { flow, texts, send } = useFace();
  const { mfa } = texts;
  const { screen } = flow;
  const wasWrong = screen.name === 'mfa' && screen.again === true;
  const [fault, setFault] = useState(wasWrong ? mfa.wrong : undefined);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').replace(/\s+/g, '');
    setFault(code === '' ? mfa.needed : undefined);
    if (code !== '') send({ kind: 'answered', answer: { code } });
  };
  return (
    <Screen title={mfa.codeTitle} text={<p>{whereTo(challenge, texts)}</p>} focus="field">
      <form className="fields" noValidate onSubmit={submit}>
        <Field
          name="code"
          label={mfa.code}
          className="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={64}
          readOnly={flow.busy}
          error={fault ?? (flow.trouble?.fields?.includes('code') ? texts.refused : undefined)}
        />
        <Left known={known} />
        <Button type="submit" busy={flow.busy}>
          {mfa.go}
        </Button>
        {challenge.channel === 'app' ? null : <Resend word={mfa.resend} />}
      </form>
    </Screen>
  );
}

function whereTo({ channel, hint }: Challenge & { kind: 'code' }, { mfa }: Texts): string {
  if (hint === undefined) return mfa.codeText[channel]('');
  // A masked number stays in one line.
  const whole = hint.replaceAll(' ', '\u00a0');
  return mfa.codeText[channel](channel === 'app' ? mfa.of(whole) : mfa.to(whole));
}

function Choice({
  known,
  options,
}: {
  known: LinkAccount;
  options: readonly { id: string; label: string }[];
}) {
  const { flow, texts, send } = useFace();
  const { mfa } = texts;
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const choice = new FormData(event.currentTarget).get('choice');
    setFault(choice === null ? mfa.chooseNeeded : undefined);
    if (choice !== null) send({ kind: 'answered', answer: { choice: String(choice) } });
  };
  return (
    <Screen title={mfa.choiceTitle} text={<p>{mfa.choiceText(known.item.name)}</p>}>
      <form className="fields" noValidate onSubmit={submit}>
        <fieldset className="choices" aria-describedby={fault ? 'choice-error' : undefined}>
          <legend className="sr-only">{mfa.choiceTitle}</legend>
          {options.map(({ id, label }) => (
            <label key={id} className="choice">
              <input className="choice-mark" type="radio" name="choice" value={id} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        {fault ? (
          <p className="field-error" id="choice-error" role="alert">
            {fault}
          </p>
        ) : null}
        <Left known={known} />
        <Button type="submit" busy={flow.busy}>
          {mfa.choose}
        </Button>
      </form>
    </Screen>
  );
}

function Push({ known }: { known: LinkAccount }) {
  const { texts, announce } = useFace();
  const { mfa } = texts;
  const hint = known.challenge?.kind === 'push' ? known.challenge.hint : undefined;
  useEffect(() => announce(mfa.waiting), [announce, mfa]);
  return (
    <Screen
      mark={<Weave stages={['done', 'done', 'now', 'ahead']} />}
      title={mfa.pushTitle}
      text={<p>{mfa.pushText(known.item.name)}</p>}
    >
      {hint ? <p className="strong">{hint}</p> : null}
      <p className="muted">{mfa.waiting}</p>
      <Left known={known} />
      <Resend word={mfa.resendPush} />
    </Screen>
  );
}

function Left({ known }: { known: LinkAccount }) {
  const { texts } = useFace();
  const minutes = useMinutesLeft(known);
  if (minutes === undefined) return null;
  return <p className="hint">{minutes < 1 ? texts.mfa.leftSoon : texts.mfa.left(minutes)}</p>;
}

function Resend({ word }: { word: string }) {
  const { flow, texts, send, announce } = useFace();
  const resend = () => {
    announce(texts.mfa.resent);
    send({ kind: 'asked_again' });
  };
  return (
    <Button kind="quiet" busy={flow.busy} onClick={resend}>
      {word}
    </Button>
  );
}
