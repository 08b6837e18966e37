import type { ReactNode } from 'react';
import { Logo } from '../ui/logo.tsx';

/** The page around signing in: the mark, a heading, one task. */
export function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="frame">
      <title>{`${title} · Intarsia`}</title>
      <div className="frame-card">
        <Logo size={40} />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
