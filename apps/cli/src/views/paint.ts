import pc from 'picocolors';

/** How wide a terminal is, and how words are coloured on it. */
export interface Paint {
  /** Columns; undefined where nothing has to fit, such as in a file. */
  readonly width: number | undefined;
  dim(text: string): string;
  bold(text: string): string;
  good(text: string): string;
  busy(text: string): string;
  bad(text: string): string;
}

/** Colours, or the same words without any. */
export function paintOf({
  colours,
  width,
}: {
  colours: boolean;
  width?: number | undefined;
}): Paint {
  const { dim, bold, green, yellow, red } = pc.createColors(colours);
  return { width, dim, bold, good: green, busy: yellow, bad: red };
}

/** The width of a terminal, or none where the output is no terminal. */
export function widthOf(stream: { isTTY?: boolean; columns?: number }): number | undefined {
  return stream.isTTY && stream.columns ? stream.columns : undefined;
}

/** Whether to colour what goes to a stream: on terminals, unless the person wants none (no-color.org). */
export function wantsColours(
  stream: { isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return Boolean(stream.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
}
