import type { FrameMessage, FrameOptions, OpenMessage, PageMessage } from '@intarsia/link/protocol';

/** Who has opened Link, and how it is talked to. */
export interface Host {
  readonly options: FrameOptions;
  /** The origin that asks; undefined where the page stands alone. */
  readonly origin: string | undefined;
  say(message: FrameMessage): void;
  /** Is told of what the page around says from now on. */
  onMessage(take: (message: PageMessage) => void): void;
}

/** What meeting the page around takes of the browser. */
export interface Meeting {
  /** The window of this page. */
  readonly window: Window;
  /** Another one with every load; no secret. */
  readonly id: string;
}

const READY_EVERY_MS = 250;
const PATIENCE_MS = 10_000;

/** Waits until the page around says what it wants; undefined when nobody does. */
export function meetPage({ window, id }: Meeting): Promise<Host | undefined> {
  return new Promise((resolve) => {
    let waited = 0;
    // Nobody is named and nothing secret is said: who answers is checked instead.
    const ready = () => window.parent.postMessage({ type: 'intarsia:ready', v: 1, id }, '*');
    const timer = window.setInterval(() => {
      waited += READY_EVERY_MS;
      if (waited >= PATIENCE_MS) end(undefined);
      else ready();
    }, READY_EVERY_MS);
    window.addEventListener('message', listen);
    ready();

    function listen({ source, origin, ports, data }: MessageEvent): void {
      const [port] = ports;
      if (source === window.parent && port && isOpening(data)) {
        end(hostBehind(port, { origin, options: data.options }));
      }
    }

    function end(host: Host | undefined): void {
      window.clearInterval(timer);
      window.removeEventListener('message', listen);
      resolve(host);
    }
  });
}

function isOpening(data: unknown): data is OpenMessage {
  if (typeof data !== 'object' || data === null) return false;
  const { type, v, options } = Object(data);
  return type === 'intarsia:open' && v === 1 && typeof options === 'object' && options !== null;
}

function hostBehind(port: MessagePort, of: { origin: string; options: FrameOptions }): Host {
  return {
    ...of,
    say: (message) => port.postMessage(message),
    onMessage(take) {
      port.onmessage = ({ data }) => take(data);
    },
  };
}
