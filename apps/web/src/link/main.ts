import './theme.css';
import { collapse } from './collapsed.ts';
import { meetPage } from './embed/host.ts';
import { nobody, readAddress, standingAlone, wayBack } from './embed/hosted.ts';
import { browserPlatform } from './platform.ts';
import { createLink, type Link } from './run/link.ts';
import { loadLanguage } from './texts/index.ts';

const platform = browserPlatform(window);
const address = readAddress(window.location);
const framed = window.parent !== window;
// The screens, and the words that they most likely take, come while the server is asked what there is.
const screens = import('./show.tsx').catch(() => undefined);
loadLanguage('auto', platform.languages).catch(() => {});

async function show(link: Link): Promise<void> {
  void link.open();
  const [loaded] = await Promise.all([screens, parsed()]);
  const place = document.getElementById('root');
  if (!place) throw new Error('index.html has no element #root');
  if (loaded) loaded.showLink(place, { link, platform, framed });
  else collapse(place, link);
}

/** Resolves once the document is there: this script does not wait for it. */
async function parsed(): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));
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
  void show(link);
}

async function standInFrame(): Promise<void> {
  const host = await meetPage({ window, id: platform.newKey() });
  void show(createLink(host ?? nobody, platform, address.key ?? ''));
}

if (framed) void standInFrame();
else standAlone();
