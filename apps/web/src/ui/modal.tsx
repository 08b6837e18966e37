import { Modal } from '@mantine/core';
import type { DialogProps } from './dialog.tsx';

/** The window of a dialog; loaded with the first one that opens. */
export function DialogModal({
  title,
  opened,
  close,
  firm = false,
  wide = false,
  children,
}: DialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={wide ? '40rem' : '28rem'}
      withCloseButton={!firm}
      closeOnClickOutside={!firm}
      closeOnEscape={!firm}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {children}
    </Modal>
  );
}
