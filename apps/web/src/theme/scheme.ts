import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';
import type { Platform } from '../app/platform.tsx';

/** Where the choice is kept; `public/theme.js` reads it before the first paint. */
const NAME = 'theme';

/** Keeps the choice of light, dark or the system's own in this browser. */
export function schemeManager({ recall, remember }: Platform): MantineColorSchemeManager {
  return {
    get: (standard) => schemeOf(recall(NAME)) ?? standard,
    set: (scheme) => remember(NAME, scheme),
    subscribe() {},
    unsubscribe() {},
    clear: () => remember(NAME, 'auto'),
  };
}

function schemeOf(text: string | undefined): MantineColorScheme | undefined {
  return text === 'light' || text === 'dark' || text === 'auto' ? text : undefined;
}
