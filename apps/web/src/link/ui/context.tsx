import { createContext, use } from 'react';
import type { Flow, Message } from '../flow/flow.ts';
import type { Platform } from '../platform.ts';
import type { Session } from '../run/session.ts';
import type { Texts } from '../texts/en.ts';
import type { Language } from '../texts/index.ts';

/** What every screen works with. */
export interface LinkFace {
  readonly flow: Flow;
  readonly session: Session;
  readonly platform: Platform;
  readonly language: Language;
  readonly texts: Texts;
  /** The name of whoever asks. */
  readonly client: string;
  send(message: Message): void;
  /** Says something to those who listen instead of looking. */
  announce(text: string): void;
}

export const FaceContext = createContext<LinkFace | undefined>(undefined);

/** What every screen works with. */
export function useFace(): LinkFace {
  const face = use(FaceContext);
  if (!face) throw new Error('There is no FaceContext around this component');
  return face;
}
