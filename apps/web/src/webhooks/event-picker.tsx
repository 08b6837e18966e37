import { useEffect, useId, useRef } from 'react';
import { type WebhookDraft, withEvents } from './draft.ts';
import { type EventGroup, eventGroups, ownGroup } from './events.ts';

interface Picking {
  readonly draft: WebhookDraft;
  change(draft: WebhookDraft): void;
}

/** Which events a webhook gets: every documented one, or some by name; those of our own only by name. */
export function EventPicker(props: Picking & { error: string | undefined }) {
  const { draft, change, error } = props;
  const [name, note] = [useId(), useId()];
  return (
    <fieldset className="picker" aria-describedby={error === undefined ? undefined : note}>
      <legend>Events</legend>
      <Choice {...props} name={name} every label="Every documented event" />
      <Choice {...props} name={name} every={false} label="Only some" />
      {error === undefined ? null : (
        <p className="field-error" id={note}>
          {error}
        </p>
      )}
      <div className="event-groups">
        {draft.every
          ? null
          : eventGroups.map((group) => (
              <Group key={group.title} group={group} draft={draft} change={change} />
            ))}
        <Group group={ownGroup} draft={draft} change={change} />
      </div>
    </fieldset>
  );
}

function Choice(props: Picking & { name: string; every: boolean; label: string }) {
  const { draft, change, name, every, label } = props;
  return (
    <label className="check">
      <input
        type="radio"
        name={name}
        checked={draft.every === every}
        onChange={() => change({ ...draft, every })}
      />
      <span>{label}</span>
    </label>
  );
}

function Group({ group, draft, change }: Picking & { group: EventGroup }) {
  const { title, events } = group;
  const all = useRef<HTMLInputElement>(null);
  const chosen = events.filter((name) => draft.events.includes(name)).length;
  useEffect(() => {
    if (all.current) all.current.indeterminate = chosen > 0 && chosen < events.length;
  }, [chosen, events.length]);
  return (
    <fieldset className="event-group">
      <legend>
        <label className="check">
          <input
            ref={all}
            type="checkbox"
            checked={chosen === events.length}
            onChange={(event) => change(withEvents(draft, events, event.currentTarget.checked))}
          />
          <span>{title}</span>
        </label>
      </legend>
      {events.map((name) => (
        <label key={name} className="check">
          <input
            type="checkbox"
            checked={draft.events.includes(name)}
            onChange={(event) => change(withEvents(draft, [name], event.currentTarget.checked))}
          />
          <code>{name}</code>
        </label>
      ))}
    </fieldset>
  );
}
