const speeds = [
  {
    value: 'instant',
    word: 'Instant',
    about: 'A login and its first scan are done at once, also while the clock is frozen.',
  },
  { value: 'fast', word: 'Fast', about: 'A tenth of the times that were recorded.' },
  { value: 'real', word: 'Real', about: 'As long as it takes with real sources.' },
] as const;

type Speed = (typeof speeds)[number]['value'];

/** How fast simulated work goes; a choice takes effect at once. */
export function SpeedField(props: {
  speed: Speed | undefined;
  readOnly: string | undefined;
  choose(speed: Speed): void;
}) {
  return (
    <fieldset className="picker" disabled={props.readOnly !== undefined}>
      <legend>Speed of simulated work</legend>
      <div className="speeds">
        {speeds.map(({ value, word, about }) => (
          <label key={value} className="persona speed">
            <input
              type="radio"
              name="speed"
              checked={props.speed === value}
              onChange={() => props.choose(value)}
            />
            <span>
              {word}
              <span className="muted small">{about}</span>
            </span>
          </label>
        ))}
      </div>
      {props.readOnly === undefined ? null : <p className="muted small">{props.readOnly}</p>}
    </fieldset>
  );
}
