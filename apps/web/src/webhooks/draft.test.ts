import { CreateWebhookInput } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { draftOf, emptyDraft, inputFrom, withEvents } from './draft.ts';

const filled = { ...emptyDraft, name: 'Backend', url: ' https://example.com/hooks ' };

test('what nobody has touched asks for every event and nothing else', () => {
  expect(CreateWebhookInput.parse(inputFrom(filled))).toEqual({
    name: 'Backend',
    url: 'https://example.com/hooks',
    events: ['*'],
    config: null,
  });
});

test('chosen events and settings come back from the server as they were chosen', () => {
  const chosen = withEvents(withEvents(filled, ['a.added', 'a.removed'], true), ['a.added'], false);
  const draft = { ...chosen, every: false, include_resource: true, days_synced: '60' };
  const times = { created_at: '2026-11-22T09:00:00Z', updated_at: '2026-11-22T09:00:00Z' };

  const { events, config, name, url } = inputFrom(draft);

  expect(config).toEqual({ include_resource: true, days_synced: 60 });
  const webhook = {
    ...times,
    id: 'x',
    status: 'active',
    secret: null,
    signing_secret: null,
  } as const;
  const back = draftOf({ ...webhook, events, config, name, url });
  expect(back).toEqual({ ...draft, url: 'https://example.com/hooks' });
});
