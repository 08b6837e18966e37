import type { ReactNode } from 'react';
import { Lattice } from './lattice.tsx';

/** A place that is still empty, and the one thing that fills it. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="empty">
      <Lattice />
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
