import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DialogProps } from './dialog.tsx';

/** The window of a dialog; loaded with the first one that opens. */
export function DialogModal(props: DialogProps) {
  const { title, opened, close, firm = false, wide = false, children } = props;
  // It is loaded for being opened, but only a window that was closed before gives the focus back.
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(opened), [opened]);
  return (
    <Modal.Root
      opened={shown}
      onClose={close}
      size={wide ? '40rem' : '28rem'}
      closeOnClickOutside={!firm}
      closeOnEscape={!firm}
    >
      <Modal.Overlay />
      <Modal.Content>
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
