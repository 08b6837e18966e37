import { describe, expect, test } from 'vitest';
import type { Message } from './flow.ts';
import { lead, linkAccount, opened } from './testing.ts';

const person = { user: 'user-1', token: 'a.b.c' };
const connected = linkAccount({ connection: { status: 'connected' } });

describe('where nothing can be picked', () => {
  const empty: Message & { kind: 'opened' } = {
    kind: 'opened',
    opened: { ...opened, items: 0 },
    accounts: [],
  };

  test('the page is told so at once, with or without an intro', () => {
    for (const showIntroScreen of [true, false]) {
      const link = lead({ showIntroScreen });
      link.send(empty);

      expect(link.told()).toEqual(['onError', 'error - opened']);
      expect(link.flow().screen).toEqual({ name: 'failed', error: 'invalid_link_items' });
    }
  });

  test('who has accounts sees them, is told when adding one, and comes back to them', () => {
    const link = lead();
    link.send({ ...empty, person, accounts: [connected] });
    const first = link.screen();
    link.send({ kind: 'added' });
    const second = link.screen();
    link.send({ kind: 'back' });

    expect([first, second, link.screen()]).toEqual(['manager', 'failed', 'manager']);
    expect(link.told()).toEqual(['onError', 'error - opened']);
  });
});
