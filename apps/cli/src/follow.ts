import { stripVTControlCharacters } from 'node:util';
import type { Follower, FollowViews } from './io.ts';
import type { Output } from './machine.ts';
import type { Paint } from './views/paint.ts';
import { json } from './views/text.ts';

/** Where something that changes is shown. */
interface Place {
  readonly stdout: Output;
  readonly asJson: boolean;
  readonly paint: Paint;
  put(text: string): Promise<void>;
}

/** Shows something that changes in the way that fits the place. */
export function followOn<T>(place: Place, { data, screen, line }: FollowViews<T>): Follower<T> {
  const { put, paint, asJson, stdout } = place;
  if (asJson) return changes((value) => json(data(value)), put);
  if (!stdout.isTTY) return changes((value) => line(value, paint), put);
  let height = 0;
  return {
    async show(value) {
      const lines = screen(value, paint).split('\n');
      // Up to where the last one began, and away with it.
      const over = height === 0 ? '' : `\u001b[${height}A\r\u001b[J`;
      height = lines.length;
      await put(`${over}${lines.map((text) => cut(text, paint.width)).join('\n')}\n`);
    },
  };
}

/** A line for each change, none for a look that shows nothing new. */
function changes<T>(textOf: (value: T) => string, put: Place['put']): Follower<T> {
  let last: string | undefined;
  return {
    async show(value) {
      const text = textOf(value);
      if (text === last) return;
      last = text;
      await put(`${text}\n`);
    },
  };
}

/** A line that does not fit would wrap, and the screen would be higher than its lines. */
function cut(line: string, width: number | undefined): string {
  const bare = stripVTControlCharacters(line);
  return width === undefined || bare.length <= width ? line : bare.slice(0, width);
}
