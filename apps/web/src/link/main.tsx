import './theme.css';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { meetPage } from './embed/host.ts';
import { nobody, readAddress, standingAlone, wayBack } from './embed/hosted.ts';
import { LinkPage } from './page.tsx';
import { browserPlatform } from './platform.ts';
import { createLink, type Link } from './run/link.ts';
import { Collapsed } from './screens/collapsed.tsx';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no element #root');
// A fault of ours takes everything away: what is left says so, and a reload goes on at the same step.
const root = createRoot(place, { onUncaughtError: () => root.render(<Collapsed />) });
const platform = browserPlatform(window);
const address = readAddress(window.location);
const framed = window.parent !== window;

function show(link: Link): void {
  root.render(
    <StrictMode>
      <Shown link={link} />
    </StrictMode>,
  );
  void link.open();
}

function Shown({ link }: { link: Link }) {
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

/** A page of its own: what the fragment holds is read once, and taken out of the address. */
function standAlone(): void {
  document.documentElement.dataset.alone = '';
  window.history.replaceState(
    { ...window.history.state, token: address.options.userToken ?? window.history.state?.token },
    '',
    window.location.pathname + window.location.search,
  );
  const userToken = window.history.state.token ?? null;
  const host = standingAlone({ ...address.options, userToken }, () => {
    const allowed = link.flow().opened?.allowed_origins ?? [];
    const back = wayBack(allowed, address.redirect_url);
    if (back !== undefined) window.location.assign(back);
  });
  const link = createLink(host, platform, address.key ?? '');
  show(link);
}

async function standInFrame(): Promise<void> {
  const host = await meetPage({ window, id: platform.newKey() });
  show(createLink(host ?? nobody, platform, address.key ?? ''));
}

if (framed) void standInFrame();
else standAlone();
