import { describe, expect, test } from 'vitest';
import {
  ClientSettings,
  ClientSettingsInput,
  CreateClientInput,
  Environment,
  newClient,
  newEnvironment,
  updateClient,
} from './clients.ts';

const at = { id: '018051aa-f7a9-a0db-2f38-6cfa325e9d69', now: '2022-04-22T14:26:40.682437Z' };

test('a new client signs with HS256 for thirty days in the name of intarsia', () => {
  const client = newClient(CreateClientInput.parse({ name: ' Acme ' }), at);

  expect(client).toEqual({
    id: at.id,
    name: 'Acme',
    created_at: at.now,
    settings: {
      issuer: 'intarsia',
      access_token_lifetime: 2_592_000,
      refresh_token_lifetime: 2_592_000,
      token_algorithm: 'HS256',
      pay_distribution: true,
      events_kept_days: 30,
    },
  });
});

test('a new client may bring settings', () => {
  const input = CreateClientInput.parse({ name: 'Acme', settings: { token_algorithm: 'EdDSA' } });

  expect(newClient(input, at).settings).toEqual(ClientSettings.parse({ token_algorithm: 'EdDSA' }));
});

describe('changing settings', () => {
  const client = newClient({ name: 'Acme', settings: { issuer: 'acme' } }, at);

  test('leaves what is not named', () => {
    const changed = updateClient(client, ClientSettingsInput.parse({ pay_distribution: false }));

    expect(changed.settings).toEqual({ ...client.settings, pay_distribution: false });
  });

  test('leaves what is named but not given', () => {
    expect(updateClient(client, { issuer: undefined })).toEqual(client);
    expect(ClientSettingsInput.parse({})).toEqual({});
  });

  test.each([
    { access_token_lifetime: 59 },
    { access_token_lifetime: 60.5 },
    { refresh_token_lifetime: 315_360_001 },
    { token_algorithm: 'none' },
    { issuer: '' },
    { issuer: 'a\0b' },
  ])('refuses %j', (settings) => {
    expect(ClientSettingsInput.safeParse(settings).success).toBe(false);
  });
});

test('a new environment runs fast, by the clock of the wall', () => {
  const of = { client_id: at.id, kind: 'sandbox' as const, seed: 'tulip' };

  expect(Environment.parse(newEnvironment(of, at))).toEqual({
    id: at.id,
    client_id: at.id,
    kind: 'sandbox',
    created_at: at.now,
    speed: 'fast',
    seed: 'tulip',
    clock: { mode: 'running', offset: 0, at: null, fence: 0, driver: null },
    options: {
      latency_ms: null,
      error_rate: null,
      rate_limit: null,
      purge_idle_days: null,
      allow_loopback: null,
    },
    epoch: 0,
  });
});
