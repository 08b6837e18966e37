import { Menu, X } from 'lucide-react';
import { type MouseEvent, useRef, useState } from 'react';
import { Logo } from '../ui/logo.tsx';
import { useEnvironment } from './environment.tsx';
import { RailContent } from './rail.tsx';

/** The bar of a narrow window; its button opens what is the rail on a wide one. */
export function TopBar() {
  const drawer = useRef<HTMLDialogElement>(null);
  const { client_name, kind } = useEnvironment();
  const [opened, setOpened] = useState(false);
  const close = () => drawer.current?.close();
  const open = () => {
    setOpened(true);
    drawer.current?.showModal();
  };
  // A chosen page closes the drawer in front of it, and so does a click beside the drawer.
  const closeOnChoice = ({ target }: MouseEvent) => {
    if (target === drawer.current || (target instanceof Element && target.closest('a'))) close();
  };

  return (
    <header className="top-bar">
      <Logo size={24} />
      <p className="top-place">
        <span>{client_name}</span>
        <span className="pill" data-kind={kind}>
          {kind === 'sandbox' ? 'Sandbox' : 'Live'}
        </span>
      </p>
      <button
        type="button"
        className="icon-button"
        aria-label="Open the menu"
        aria-haspopup="dialog"
        onClick={open}
      >
        <Menu size={20} strokeWidth={1.5} aria-hidden="true" />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click, and Escape closes by itself */}
      <dialog
        ref={drawer}
        className="drawer"
        aria-label="Menu"
        onClick={closeOnChoice}
        onClose={() => setOpened(false)}
      >
        <button
          type="button"
          className="icon-button drawer-close"
          aria-label="Close the menu"
          onClick={close}
        >
          <X size={20} strokeWidth={1.5} aria-hidden="true" />
        </button>
        {opened ? <RailContent /> : null}
      </dialog>
    </header>
  );
}
