import type { DeliveryDetail } from '@intarsia/domain';

/** A subscription to everything that is documented. */
export const newWebhook = {
  events: ['*'],
  name: 'Backend',
  url: 'https://example.com/webhooks',
  secret: 'a secret of yours',
  config: { include_resource: true, days_synced: 60 },
};

/** What has become of an event that arrived at once. */
export const deliveredEvent: DeliveryDetail = {
  id: '018051aa-f7a9-8000-8000-00000000002a',
  webhook: '0994b847-cc69-4d98-bc99-c5e65e762add',
  event: '0f3c2c3a-6f0e-8d0b-a5b1-00000000002a',
  type: 'accounts.connected',
  user: '018051aa-f7a9-7000-8000-000000000002',
  account: '018051aa-f7a9-7000-8000-000000000001',
  status: 'delivered',
  replayed: false,
  created_at: '2022-04-22T14:26:40.682437Z',
  delivered_at: '2022-04-22T14:26:40.913020Z',
  next_attempt_at: null,
  request: {
    method: 'POST',
    url: newWebhook.url,
    body: '{"event":"accounts.connected","name":"Backend","data":{"account":"018051aa-f7a9-7000-8000-000000000001","user":"018051aa-f7a9-7000-8000-000000000002"}}',
  },
  attempts: [
    {
      number: 1,
      at: '2022-04-22T14:26:40.701120Z',
      sent_at: '2022-04-22T14:26:40.701120Z',
      request_headers: {
        'content-type': 'application/json',
        'user-agent': 'Intarsia-Webhooks',
        'webhook-id': '0f3c2c3a-6f0e-8d0b-a5b1-00000000002a',
        'webhook-timestamp': '1650637600',
        'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
        'intarsia-sequence': '3',
      },
      status: 204,
      latency_ms: 212,
      error: null,
      response: '',
      chaos: null,
      body_confirmed: true,
    },
  ],
};
