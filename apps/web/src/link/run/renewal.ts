import type { Host } from '../embed/host.ts';
import type { Message } from '../flow/flow.ts';
import type { Platform } from '../platform.ts';
import { TokenGone } from './session.ts';

/** How long the page around may take for a new token. */
const PATIENCE_MS = 60_000;

/** How new tokens are got from the page around. */
export interface Renewal {
  /** Asks for a new one, and gives it. Throws `TokenGone`. */
  renew(): Promise<string>;
  /** The page around gives one. Tells whether somebody waits for it. */
  take(token: string): boolean;
}

/** The renewal of tokens by the page around, while the person sees why it takes a moment. */
export function createRenewal(
  { options, say }: Host,
  { after }: Platform,
  send: (message: Message) => void,
): Renewal {
  let taken: ((token: string) => void) | undefined;
  return {
    async renew() {
      if (!options.handles.includes('onTokenExpired')) throw new TokenGone();
      send({ kind: 'renewing' });
      const token = await new Promise<string>((resolve, reject) => {
        const stop = after(PATIENCE_MS, () => {
          taken = undefined;
          reject(new TokenGone());
        });
        taken = (given) => {
          taken = undefined;
          stop();
          resolve(given);
        };
        say({ type: 'tokenExpired' });
      });
      send({ kind: 'renewed', token });
      return token;
    },
    take(token) {
      const isAwaited = taken !== undefined;
      taken?.(token);
      return isAwaited;
    },
  };
}
