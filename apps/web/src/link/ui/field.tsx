import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useId, useState } from 'react';
import { IconButton } from './buttons.tsx';
import { useFace } from './context.tsx';
import { Glyph } from './glyph.tsx';

/** A field with its label, its help, and what is wrong with it. A password can be shown. */
export function Field({
  label,
  hint,
  error,
  type = 'text',
  ...rest
}: ComponentProps<'input'> & {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}) {
  const { texts } = useFace();
  const id = useId();
  const [shown, setShown] = useState(false);
  const isSecret = type === 'password';
  const described = [...(hint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])].join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-box">
        <input
          {...rest}
          id={id}
          type={isSecret && shown ? 'text' : type}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        {isSecret ? (
          <IconButton
            name={shown ? texts.login.hide : texts.login.show}
            aria-pressed={shown}
            onClick={() => setShown((old) => !old)}
          >
            {shown ? (
              <EyeOff size={20} strokeWidth={1.5} aria-hidden="true" />
            ) : (
              <Eye size={20} strokeWidth={1.5} aria-hidden="true" />
            )}
          </IconButton>
        ) : null}
      </div>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          <Glyph tone="bad" />
          <span>{error}</span>
        </p>
      ) : null}
    </div>
  );
}
