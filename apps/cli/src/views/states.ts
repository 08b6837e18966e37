import type { Paint } from './paint.ts';

type Tone = 'good' | 'busy' | 'bad' | 'past';

const marks: Readonly<Record<Tone, string>> = { good: '◆', busy: '◇', bad: '▲', past: '·' };

/** How each state of the data is meant. One that this build does not know says nothing but its word. */
const tones: Readonly<Record<string, Tone>> = {
  active: 'good',
  available: 'good',
  completed: 'good',
  submitted: 'good',
  success: 'good',
  synced: 'good',
  awaiting_confirmation: 'busy',
  awaiting_connection: 'busy',
  in_progress: 'busy',
  scanning: 'busy',
  updating: 'busy',
  scheduled: 'busy',
  cancelled: 'bad',
  sync_failed: 'bad',
  inactive: 'past',
  retired: 'past',
  terminated: 'past',
};

/** Mark and word: a state is never told by its colour alone. A dash for none. */
function stateText(state: string | null): string {
  if (state === null) return '–';
  const tone = tones[state];
  const word = state.replaceAll('_', ' ');
  return tone === undefined ? word : `${marks[tone]} ${word}`;
}

/** Colours the text of a state. */
function paintState(text: string, state: string | null, paint: Paint): string {
  const tone = state === null ? undefined : tones[state];
  if (tone === undefined) return text;
  return tone === 'past' ? paint.dim(text) : paint[tone](text);
}

/** A state with its colour. */
export function state(of: string | null, paint: Paint): string {
  return paintState(stateText(of), of, paint);
}

/** The column that shows the state of each row. */
export const stateColumn = {
  title: 'Status',
  of: ({ status }: { readonly status: string | null }) => stateText(status),
  paint: (text: string, { status }: { readonly status: string | null }, paint: Paint) =>
    paintState(text, status, paint),
};
