import './demo.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Demo } from './demo.tsx';
import type { LinkScript } from './run.ts';

declare global {
  var Intarsia: LinkScript | undefined;
}

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no element #root');

// The colours follow the system alone; the Console's tokens know the dark ones by this attribute.
const dark = matchMedia('(prefers-color-scheme: dark)');
const applyScheme = () => {
  document.documentElement.dataset.mantineColorScheme = dark.matches ? 'dark' : 'light';
};
dark.addEventListener('change', applyScheme);
applyScheme();

const { origin, hash } = window.location;
createRoot(place).render(
  <StrictMode>
    <Demo
      intarsia={globalThis.Intarsia}
      origin={origin}
      link_key={new URLSearchParams(hash.slice(1)).get('key') ?? ''}
    />
  </StrictMode>,
);
