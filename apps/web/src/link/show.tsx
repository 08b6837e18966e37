import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { collapse } from './collapsed.ts';
import { LinkPage } from './page.tsx';
import type { Platform } from './platform.ts';
import type { Link } from './run/link.ts';

/** Shows Link in a place of the document, from now on. */
export function showLink(
  place: Element,
  { link, platform, framed }: { link: Link; platform: Platform; framed: boolean },
): void {
  // A fault of ours takes everything away.
  createRoot(place, { onUncaughtError: () => collapse(place, { link, framed }) }).render(
    <StrictMode>
      <Shown link={link} platform={platform} framed={framed} />
    </StrictMode>,
  );
}

function Shown({ link, platform, framed }: { link: Link; platform: Platform; framed: boolean }) {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const isDark = useSyncExternalStore(
    (listener) => {
      dark.addEventListener('change', listener);
      return () => dark.removeEventListener('change', listener);
    },
    () => dark.matches,
  );
  return <LinkPage link={link} platform={platform} framed={framed} isDark={isDark} />;
}
