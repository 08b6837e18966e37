import { type SettingName, settings } from './settings.ts';

/** One option: its name, what it does, and its value. */
export function SettingField({
  name,
  value,
  change,
}: {
  name: SettingName;
  value: string;
  change: (value: string) => void;
}) {
  const { kind, about } = settings[name];
  const common = { id: name, value, 'aria-describedby': `${name}-about` };
  return (
    <div className="field">
      <label htmlFor={name}>{name}</label>
      {kind === 'choice' ? (
        <select {...common} onChange={(event) => change(event.target.value)}>
          <option value="">Not said</option>
          <option value="true">true</option>
          <option value="false">false</option>
        </select>
      ) : (
        <input
          {...common}
          type="text"
          autoComplete="off"
          spellCheck={false}
          placeholder={kind === 'list' ? 'walmart, uber' : ''}
          onChange={(event) => change(event.target.value)}
        />
      )}
      <p id={`${name}-about`}>{about}</p>
    </div>
  );
}
