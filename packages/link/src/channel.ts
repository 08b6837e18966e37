import {
  type FrameMessage,
  type FrameOptions,
  type OpenMessage,
  type PageMessage,
  PROTOCOL_VERSION,
  type ReadyMessage,
} from './protocol/index.ts';

/** What a channel needs of its two ends. */
export interface ChannelEnds {
  readonly frame: HTMLIFrameElement;
  /** The only origin that is listened to and that is told the options. */
  readonly origin: string;
  /** Asked anew whenever the frame was loaded. */
  readonly options: () => FrameOptions;
  readonly receive: (message: FrameMessage) => void;
  /** The frame has been greeted. */
  readonly greeted: () => void;
}

/** The way to a frame. */
export interface Channel {
  isOpen(): boolean;
  /** Sends to a frame that was greeted; lost on one that was not. */
  send(message: PageMessage): void;
  end(): void;
}

/** Greets a frame once it is ready, again when it was reloaded, and talks with it over a port. */
export function openChannel({ frame, origin, options, receive, greeted }: ChannelEnds): Channel {
  let port: MessagePort | undefined;
  let known: string | undefined;

  const greet = ({ source, origin: from, data }: MessageEvent<unknown>) => {
    const window = frame.contentWindow;
    if (!window || source !== window || from !== origin || !isReady(data)) return;
    if (data.id === known) return;
    known = data.id;
    port?.close();
    const { port1, port2 } = new MessageChannel();
    port = port1;
    // Safe: nobody but the server's own page has the other end.
    port.onmessage = ({ data: message }) => receive(message as FrameMessage);
    const opening: OpenMessage = { type: 'intarsia:open', v: PROTOCOL_VERSION, options: options() };
    window.postMessage(opening, origin, [port2]);
    greeted();
  };
  addEventListener('message', greet);

  return {
    isOpen: () => port !== undefined,
    send: (message) => port?.postMessage(message),
    end() {
      removeEventListener('message', greet);
      port?.close();
    },
  };
}

function isReady(data: unknown): data is ReadyMessage {
  if (typeof data !== 'object' || data === null) return false;
  // Safe: every member is looked at before it counts.
  const { type, v, id } = data as Partial<ReadyMessage>;
  return type === 'intarsia:ready' && v === PROTOCOL_VERSION && typeof id === 'string';
}
