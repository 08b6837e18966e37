/** A stream that may be a terminal. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(data: string | Uint8Array, done?: (error?: Error | null) => void): boolean;
}

/** A stream that a person or a program writes to. */
export type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** All that the program touches of the machine it runs on. */
export interface Machine {
  /** What was written after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The file that runs, from which the server's binary is found. */
  readonly self: string;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Random bytes for a secret. */
  random(bytes: number): Uint8Array;
  /** The folder that profiles are kept in. */
  configFolder(): Promise<string>;
}
