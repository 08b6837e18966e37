import './theme/index.css';
import './ui/ui.css';
import './shell/shell.css';
import './shell/rail.css';
import './shell/narrow.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './app/console.tsx';
import { browserPlatform } from './app/platform.tsx';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no element #root');

createRoot(place).render(
  <StrictMode>
    <Console platform={browserPlatform()} />
  </StrictMode>,
);
