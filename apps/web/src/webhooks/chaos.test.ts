import { noChaos, SetWebhookChaosInput, type WebhookChaos } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { chaosFields, chaosFrom, isOn, nothing, textsOf } from './chaos.ts';

const id = '018051aa-f7a9-7000-8000-000000000001';

test('what is off is an empty field, and there is a field for everything', () => {
  const texts = textsOf(noChaos);

  expect(Object.values(texts)).toEqual(Array(chaosFields.length).fill(''));
  expect(chaosFrom({ ...texts, delay: ' ' })).toEqual(noChaos);
  expect(nothing).toEqual(noChaos);
});

test.each<[name: string, chaos: Partial<WebhookChaos>, on: boolean]>([
  ['a share', { duplicate: 0.07 }, true],
  ['several shares', { reorder: 0.3, wrong_signature: 0.7, next: 12 }, true],
  ['a delay of its own', { delay: 1, delay_seconds: 90 }, true],
  ['one that is over', { drop_first_attempt: 1, next: 0 }, false],
  ['nothing', { delay_seconds: 90, next: 5 }, false],
])('%s comes back as the server takes it', (_, given, on) => {
  const chaos = { ...noChaos, ...given };

  expect(chaosFrom(textsOf(chaos))).toEqual(chaos);
  expect(SetWebhookChaosInput.parse({ id, ...chaosFrom(textsOf(chaos)) })).toMatchObject(chaos);
  expect(isOn(chaos)).toBe(on);
});
