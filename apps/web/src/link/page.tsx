import {
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { accountOn, type Flow, hasLeft } from './flow/flow.ts';
import { applyLook, plainLook } from './look/apply.ts';
import type { Platform } from './platform.ts';
import type { Link } from './run/link.ts';
import { ScreenOf } from './screens/screen-of.tsx';
import { english, type Language, loadLanguage } from './texts/index.ts';
import { Card } from './ui/card.tsx';
import { FaceContext } from './ui/context.tsx';

/** How long the person's own language may take before English is shown. */
const LANGUAGE_MS = 4000;
/** How long the page around may take for a token before the person is told to wait: nothing shall flash up. */
const UNSEEN_MS = 700;
/** How long the last animation takes. */
const LEAVING_MS = 160;

/** The page of Link: what runs, in the language and the look that it should have. */
export function LinkPage({
  link,
  platform,
  framed,
  isDark,
}: {
  link: Link;
  platform: Platform;
  framed: boolean;
  isDark: boolean;
}) {
  const flow = useSyncExternalStore(link.subscribe, link.flow);
  const settings = flow.opened?.settings;
  const language = useLanguage(flow, platform);
  const [said, setSaid] = useState('');
  const client =
    flow.options.companyName ?? settings?.company_name ?? flow.opened?.client_name ?? '';
  const isHidden = useHidden(flow, platform);
  const isReady = language !== undefined && !isHidden;

  useEffect(() => {
    applyLook(document.documentElement, settings ?? plainLook, isDark);
  }, [settings, isDark]);
  useEffect(() => {
    if (!isReady) return;
    document.documentElement.lang = language.tag;
    document.documentElement.dir = language.direction;
    document.title = language.texts.dialog(client);
  }, [client, isReady, language]);
  useEffect(() => {
    if (!isReady) return;
    // The page around shows us once this frame has been painted.
    requestAnimationFrame(() => link.say({ type: 'opened', title: document.title }));
  }, [isReady, link]);
  const isGone = hasLeft(flow);
  // Over another page the last screen stays until it has faded away.
  const [last, setLast] = useState(flow);
  if (!isGone && last !== flow) setLast(flow);
  const shown = isGone && framed ? last : flow;
  useEffect(() => {
    if (!isGone) return undefined;
    const type = flow.leaving ? 'leaving' : 'close';
    return platform.after(LEAVING_MS, () => link.say({ type }));
  }, [isGone, flow.leaving, link, platform]);

  const announce = useCallback((text: string) => setSaid(text), []);
  const face = useMemo(() => {
    if (!language) return undefined;
    const { texts } = language;
    const { session, send } = link;
    return { flow: shown, session, platform, language, texts, client, send, announce };
  }, [announce, client, language, link, platform, shown]);
  if (!face || !isReady) return null;
  return (
    <FaceContext value={face}>
      <Card framed={framed} leaving={isGone && framed}>
        <Fresh key={keyOf(shown)}>
          <ScreenOf onAgain={() => void link.open()} />
        </Fresh>
      </Card>
      <p role="status" className="sr-only">
        {said}
      </p>
    </FaceContext>
  );
}

/** Each screen is a new one: nothing that was typed stays behind. */
function Fresh({ children }: { children: ReactNode }) {
  return children;
}

function keyOf(flow: Flow): string {
  const { screen } = flow;
  const refused = screen.name === 'login' && screen.refused ? accountChange(flow) : '';
  return `${screen.name} ${accountOn(screen) ?? ''} ${refused}`;
}

/** A login that was refused again is a new screen too: its fields are empty, and it is said again. */
function accountChange(flow: Flow): string {
  const id = accountOn(flow.screen);
  return (
    flow.accounts.find(({ account }) => account.id === id)?.account.connection.updated_at ?? ''
  );
}

/** Whether there is nothing to see yet. */
function useHidden({ screen: { name } }: Flow, platform: Platform): boolean {
  const [waits, setWaits] = useState(false);
  useEffect(
    () => (name === 'waiting' ? platform.after(UNSEEN_MS, () => setWaits(true)) : undefined),
    [name, platform],
  );
  return name === 'loading' || (name === 'waiting' && !waits);
}

function useLanguage({ opened, screen }: Flow, platform: Platform): Language | undefined {
  const [language, setLanguage] = useState<Language>();
  const chosen = opened?.settings.language ?? (screen.name === 'failed' ? 'auto' : undefined);
  useEffect(() => {
    let current = true;
    if (chosen === undefined) return undefined;
    const take = (loaded: Language) => current && setLanguage((old) => old ?? loaded);
    const stop = platform.after(LANGUAGE_MS, () => take(english));
    void loadLanguage(chosen, platform.languages).then(take, () => take(english));
    return () => {
      current = false;
      stop();
    };
  }, [chosen, platform]);
  return language;
}
