import { useLocation } from '@tanstack/react-router';
import { Menu, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Logo } from '../ui/logo.tsx';
import { useEnvironment } from './environment.tsx';
import { RailContent } from './rail.tsx';

/** The bar of a narrow window; its button opens what is the rail on a wide one. */
export function TopBar() {
  const drawer = useRef<HTMLDialogElement>(null);
  const { client_name, kind } = useEnvironment();
  const path = useLocation({ select: ({ pathname }) => pathname });

  // A chosen page closes the drawer in front of it. The path is the signal, not a value.
  // biome-ignore lint/correctness/useExhaustiveDependencies: closing follows every change of the path
  useEffect(() => drawer.current?.close(), [path]);

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
        onClick={() => drawer.current?.showModal()}
      >
        <Menu size={20} strokeWidth={1.5} aria-hidden="true" />
      </button>
      <dialog ref={drawer} className="drawer" aria-label="Menu">
        <button
          type="button"
          className="icon-button drawer-close"
          aria-label="Close the menu"
          onClick={() => drawer.current?.close()}
        >
          <X size={20} strokeWidth={1.5} aria-hidden="true" />
        </button>
        <RailContent />
      </dialog>
    </header>
  );
}
