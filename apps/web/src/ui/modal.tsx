import { Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { DialogProps } from './dialog.tsx';

/** The window of a dialog; loaded with the first one that opens. */
export function DialogModal(props: DialogProps) {
  const { title, opened, close, firm = false, wide = false, children } = props;
  // It is loaded for being opened, but only a window that was closed before gives the focus back.
  const [shown, setShown] = useState(false);
  const opener = useRef<Element | null>(null);
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (opened) opener.current = document.activeElement;
    setShown(opened);
  }, [opened]);
  return (
    <Modal.Root
      opened={shown}
      onClose={close}
      size={wide ? '40rem' : '28rem'}
      closeOnClickOutside={!firm}
      closeOnEscape={!firm}
      onExitTransitionEnd={() => takeFocusBack(content.current, opener.current)}
    >
      <Modal.Overlay />
      <Modal.Content ref={content}>
        {/* Not Modal.Header: a header in here would count as the banner of the page. */}
        <div className="dialog-head">
          <Modal.Title>{title}</Modal.Title>
          {firm ? null : <Modal.CloseButton aria-label="Close" />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** A window that is closed the moment it opens may take the focus after it gave it back, and away with it. */
function takeFocusBack(content: Element | null, opener: Element | null): void {
  const { activeElement, body } = document;
  const isLost = activeElement === null || activeElement === body;
  const isLeaving = content?.contains(activeElement) ?? false;
  if ((isLost || isLeaving) && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
}
