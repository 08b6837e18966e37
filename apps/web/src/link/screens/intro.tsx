import { Button } from '../ui/buttons.tsx';
import { ClientMark } from '../ui/client-mark.tsx';
import { useFace } from '../ui/context.tsx';
import { Screen } from '../ui/screen.tsx';

/** Who asks, what is read, what happens to the login, and how to stop. */
export function Intro() {
  const { flow, texts, client, send } = useFace();
  const { options, opened } = flow;
  const { intro } = texts;
  const points = [
    [intro.reads, intro.readsText],
    [intro.login, intro.loginText],
    [intro.stop, intro.stopText],
  ] as const;
  return (
    <Screen
      mark={<ClientMark />}
      title={options.introTitle ?? opened?.settings.intro_title ?? intro.title(client)}
      text={<p>{options.introSubtitle ?? opened?.settings.intro_subtitle ?? intro.subtitle}</p>}
      actions={
        <>
          <Button onClick={() => send({ kind: 'continued' })}>{intro.go}</Button>
          <Button kind="quiet" onClick={() => send({ kind: 'left_intro' })}>
            {options.exitButtonTitle ?? intro.exit}
          </Button>
        </>
      }
    >
      <dl className="points">
        {points.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Screen>
  );
}
