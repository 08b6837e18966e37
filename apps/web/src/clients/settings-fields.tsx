import { NativeSelect, TextInput } from '@mantine/core';
import { useReadOnly } from '../session/operator.tsx';
import { duration } from '../ui/times.ts';
import { oneOf } from '../url/search.ts';
import { numberFrom, type SettingsDraft } from './settings.ts';

const algorithms = ['HS256', 'ES256', 'EdDSA'] as const;
const algorithmNotes = {
  HS256: 'HS256, a shared secret: only this server can verify',
  ES256: 'ES256, public keys at /.well-known/jwks.json',
  EdDSA: 'EdDSA, public keys at /.well-known/jwks.json',
};

interface Fields {
  readonly draft: SettingsDraft;
  errorOf(name: keyof SettingsDraft): string | undefined;
  change(part: Partial<SettingsDraft>): void;
}

/** The settings of a client, one under the other. */
export function SettingsFields(fields: Fields) {
  const { draft, errorOf, change } = fields;
  const readOnly = useReadOnly() !== undefined;
  return (
    <>
      <TextInput
        label="Issuer"
        description="The iss of every user token."
        value={draft.issuer}
        readOnly={readOnly}
        error={errorOf('issuer')}
        onChange={(event) => change({ issuer: event.currentTarget.value })}
      />
      <Lifetime label="Access token lifetime" name="access_token_lifetime" {...fields} />
      <Lifetime label="Refresh token lifetime" name="refresh_token_lifetime" {...fields} />
      <NativeSelect
        label="Signature"
        description="Choosing another one makes a new key. Tokens of the old one stay good until they end."
        value={draft.token_algorithm}
        disabled={readOnly}
        data={algorithms.map((value) => ({ value, label: algorithmNotes[value] }))}
        onChange={(event) =>
          change({ token_algorithm: oneOf(event.currentTarget.value, algorithms) ?? 'HS256' })
        }
      />
      <TextInput
        label="Events kept, in days"
        description="Events, and deliveries that are over. By the clock of each environment, and no longer than by the wall's."
        inputMode="numeric"
        value={draft.events_kept_days}
        readOnly={readOnly}
        error={
          numberFrom(draft.events_kept_days) === undefined
            ? 'Write a whole number of days.'
            : errorOf('events_kept_days')
        }
        onChange={(event) => change({ events_kept_days: event.currentTarget.value })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={draft.pay_distribution}
          disabled={readOnly}
          onChange={(event) => change({ pay_distribution: event.currentTarget.checked })}
        />
        <span>
          Pay distribution
          <span className="muted small">Off: accounts do not mention pay allocations.</span>
        </span>
      </label>
    </>
  );
}

function Lifetime(
  props: Fields & { label: string; name: 'access_token_lifetime' | 'refresh_token_lifetime' },
) {
  const { draft, name, errorOf, change } = props;
  const seconds = numberFrom(draft[name]);
  return (
    <TextInput
      label={`${props.label}, in seconds`}
      // A space keeps the line, so that nothing jumps while a number is typed.
      description={seconds === undefined ? '\u00a0' : duration(seconds)}
      inputMode="numeric"
      value={draft[name]}
      readOnly={useReadOnly() !== undefined}
      error={seconds === undefined ? 'Write a whole number of seconds.' : errorOf(name)}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
}
