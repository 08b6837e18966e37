import type { LinkItem } from '@intarsia/domain';
import type { Tone } from '../ui/states.tsx';

/** How connections to a link item go at the moment. */
export function itemState({ status, is_disabled }: LinkItem): { tone: Tone; word: string } {
  if (is_disabled) return { tone: 'idle', word: 'Disabled' };
  return {
    healthy: { tone: 'good', word: 'Healthy' } as const,
    issues: { tone: 'warn', word: 'Issues' } as const,
    unavailable: { tone: 'bad', word: 'Unavailable' } as const,
  }[status];
}
