import type { Intarsia } from '@intarsia/client';
import type { Failure } from './failures.ts';
import type { ProfileStore } from './profiles.ts';
import type { Target } from './target.ts';
import type { Paint } from './views/paint.ts';

/** How a value is shown to a person: lines of text. */
export type View<T> = (value: T, paint: Paint) => string;

/** Writes the items of a list while they arrive. */
export interface ListWriter<T> {
  write(items: readonly T[]): Promise<void>;
  end(): Promise<void>;
}

/** One line on a terminal that is written over until it is taken away. */
export interface Progress {
  show(text: string): void;
  end(): void;
}

/** How something that changes is shown. */
export interface FollowViews<T> {
  /** For programs: what is printed as JSON, on a line of its own for each change. */
  data(value: T): unknown;
  /** On a terminal: some lines, which are written over by the next ones. */
  readonly screen: View<T>;
  /** Elsewhere: one line for each change. */
  readonly line: View<T>;
}

/** Shows something while it changes. */
export interface Follower<T> {
  show(value: T): Promise<void>;
}

/** What is sent to an address that is no server of ours. */
export interface Posted {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a command may do on this machine. */
export interface Io {
  /** stdout is for data alone: JSON was asked for. */
  readonly json: boolean;
  /** A person sits at a terminal and can be asked. */
  readonly interactive: boolean;
  readonly profiles: ProfileStore;
  /** What `--url`, `--api-key` and the environment say, for `login` to write down. */
  readonly given: { readonly url?: string | undefined; readonly api_key?: string | undefined };
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Writes the one value that the command is about: as JSON, or as a person reads it. */
  print<T>(value: T, view: View<T>): Promise<void>;
  /** Writes many values: a JSON array, or the parts of one table. */
  printList<T>(view: View<readonly T[]>): ListWriter<T>;
  /** Writes one of many values as it comes: a line of JSON, or as a person reads it. */
  printLine<T>(value: T, view: View<T>): Promise<void>;
  /** Shows one value again and again while it changes. */
  follow<T>(views: FollowViews<T>): Follower<T>;
  /** Tells the person something beside the data. Says nothing when JSON was asked for. */
  note(text: string): void;
  /** Warns on stderr, whatever was asked for. */
  warn(text: string): void;
  progress(): Progress;
  /** Goes on only when the person says yes, or said so with `--yes`. */
  confirm(question: string, answered: boolean): Promise<void>;
  ask(question: string, how?: { secret?: boolean }): Promise<string>;
  /** The bytes of a file as text, or of stdin for `-`. */
  read(file: string): Promise<string>;
  /** Writes bytes to a file, or to stdout for `-`. */
  save(file: string, bytes: Uint8Array): Promise<void>;
  /** Random bytes for a secret. */
  random(bytes: number): Uint8Array;
  /** Sends a text to any address; follows no redirect. Throws when no answer comes within 30 seconds. */
  post(url: string, sent: Posted): Promise<{ readonly status: number }>;
  /** The server that was named, or another one. Nothing is sent before the first call. */
  connect(target?: Target): Remote;
  /** Runs a verb of the server's own binary in the place of this program; always throws, at its end. */
  runServer(args: readonly string[]): Promise<never>;
}

/** A server that a command asks. */
export interface Remote {
  readonly target: Target;
  readonly api: Intarsia;
  /** Asks a plain address of the server, such as `/readyz`. */
  get(path: string): Promise<Response>;
  /** A plain address that goes on answering until it is let go, with the key. */
  stream(path: string, signal: AbortSignal): Promise<Response>;
  /** The bytes behind a link that the server gave. It may name another host, and is asked without the key. */
  download(link: string): Promise<Uint8Array>;
  /** Says in the person's words why a call failed. */
  explain(error: unknown): Failure;
}
