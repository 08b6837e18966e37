/** What a module of declarations begins with: the forms that everything else is made of. */
export const head = `// Made from the operations of Intarsia. Changes belong there.

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** One page of a list. \`next\` and \`previous\` are cursors. */
export interface Page<Item> {
  count: number;
  next: string | null;
  previous: string | null;
  results: Item[];
}

/** What a call may be given besides its input. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The arguments of a call: an input of which nothing is required may be left out. */
export type CallArguments<Input> =
  Record<never, never> extends Input
    ? [input?: Input, options?: CallOptions]
    : [input: Input, options?: CallOptions];

/** An operation that reads. \`problemOf\` tells why one was refused. */
export interface Query<Input, Output> {
  query(...call: CallArguments<Input>): Promise<Output>;
}

/** An operation that changes something. \`problemOf\` tells why one was refused. */
export interface Mutation<Input, Output> {
  mutate(...call: CallArguments<Input>): Promise<Output>;
}

/** What is called while a subscription goes on. */
export interface Following<Item> {
  readonly onData?: ((item: { readonly id: string; readonly data: Item }) => void) | undefined;
  /** A refusal: nothing comes any more. Lines that break are taken up where they were. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** An operation that goes on. \`problemOf\` tells why one was refused. */
export interface Subscription<Input, Item> {
  subscribe(input: Input, following: Following<Item>): { unsubscribe(): void };
}

/** Why a call was refused. */
export interface Problem {
  readonly code: ErrorCode;
  /** Texts by dotted field name, where input was wrong. */
  readonly fields: Record<string, string[]> | undefined;
}
`;
