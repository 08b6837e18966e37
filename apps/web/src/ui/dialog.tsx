import { lazy, type ReactNode, Suspense, useState } from 'react';

/** A task in a window over the page. */
export interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  close(): void;
  /** It holds something that must not be lost by a stray click or key. */
  readonly firm?: boolean;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

const DialogModal = lazy(async () => ({ default: (await import('./modal.tsx')).DialogModal }));

/** A window over the page for one task. Nothing is loaded for it before it is opened once. */
export function Dialog(props: DialogProps) {
  const [wanted, setWanted] = useState(props.opened);
  if (props.opened && !wanted) setWanted(true);
  return wanted ? (
    <Suspense fallback={null}>
      <DialogModal {...props} />
    </Suspense>
  ) : null;
}
