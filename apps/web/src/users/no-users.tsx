import { Button } from '@mantine/core';
import { ApiCommand } from '../keys/api-command.tsx';
import { Action } from '../ui/action.tsx';
import { Empty } from '../ui/empty.tsx';

/** Nobody is here, or nobody who fits the search. */
export function NoUsers(props: { q: string | undefined; create(): void; clear(): void }) {
  if (props.q !== undefined) {
    return (
      <Empty title={`No user matches “${props.q}”.`}>
        <p className="muted">
          The search finds ids and values in the metadata by how they begin, without regard to case.
        </p>
        <Button variant="default" onClick={props.clear}>
          Clear the search
        </Button>
      </Empty>
    );
  }
  return (
    <Empty title="Nobody is here yet.">
      <p className="muted">
        A user is a person whose accounts are connected. Your backend creates one with this command;
        so does the button.
      </p>
      <ApiCommand method="POST" path="/v1/users" />
      <Action variant="default" onClick={props.create}>
        Create user
      </Action>
    </Empty>
  );
}
