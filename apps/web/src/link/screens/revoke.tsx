import type { LinkAccount } from '../shapes.ts';
import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { ItemLogo } from '../ui/item-logo.tsx';
import { Screen } from '../ui/screen.tsx';

/** Asks before an access is removed: it can't be undone. */
export function Revoke({ known }: { known: LinkAccount }) {
  const { flow, texts, client, send } = useFace();
  const { revoke } = texts;
  const { item } = known;
  return (
    <Screen
      mark={<ItemLogo item={item} size={56} />}
      title={revoke.title(item.name)}
      text={<p>{revoke.text(client)}</p>}
      actions={
        <>
          <Button kind="danger" busy={flow.busy} onClick={() => send({ kind: 'revoke_confirmed' })}>
            {revoke.go}
          </Button>
          <Button kind="quiet" onClick={() => send({ kind: 'managed' })}>
            {revoke.keep}
          </Button>
        </>
      }
    />
  );
}
