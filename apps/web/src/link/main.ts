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
  else collapse(place, { link, framed });
}

/** Resolves once the document is there: this script does not wait for it. */
async function parsed(): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));
}

/**
 * A page of its own: what the fragment holds is read once, and taken out of the address. Every entry of the
 * history that it makes knows the person, so that a reload goes on.
 */
function standAlone(): void {
  document.documentElement.dataset.alone = '';
  const { history, location } = window;
  let token = address.options.userToken ?? history.state?.token ?? null;
  history.replaceState({ ...history.state, token }, '', location.pathname + location.search);
  const host = standingAlone(
    { ...address.options, userToken: token },
    {
      leave() {
        const allowed = link.flow().opened?.allowed_origins ?? [];
        const back = wayBack(allowed, address.redirect_url);
        if (back !== undefined) location.assign(back);
      },
      keepToken(made) {
        token = made;
        remember({});
      },
    },
  );
  const remember = (state: object) => platform.remember({ ...state, token });
  const onMove = (moved: () => void) =>
    platform.onMove(() => {
      remember({});
      moved();
    });
  const link = createLink(host, { ...platform, remember, onMove }, address.key ?? '');
  void show(link);
}

async function standInFrame(): Promise<void> {
  const host = await meetPage({ window, id: platform.newKey() });
  void show(createLink(host ?? nobody, platform, address.key ?? ''));
}

if (framed) void standInFrame();
else standAlone();
