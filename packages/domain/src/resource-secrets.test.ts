import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinSecrets, partSecrets } from './resource-secrets.ts';

describe('the secrets of a resource', () => {
  test.each([
    ['profiles', { first_name: 'Bob', ssn: '522-09-1191' }, { first_name: 'Bob', ssn: null }],
    [
      'documents',
      { document_number: 'D1230010', ocr_data: { year: '2021' }, document_type: 'other' },
      { document_number: null, ocr_data: null, document_type: 'other' },
    ],
    [
      'pay_allocations',
      { bank_account: { bank_name: 'Bank', account_number: '9876543210' }, card: null },
      { bank_account: { bank_name: 'Bank', account_number: null }, card: null },
    ],
    [
      'payouts',
      {
        destinations: [
          { amount: '1.00', bank_account: { account_number: '11112222' }, card: null },
          { amount: '2.00', bank_account: null, card: { card_number: '4111111111111111' } },
        ],
      },
      {
        destinations: [
          { amount: '1.00', bank_account: { account_number: null }, card: null },
          { amount: '2.00', bank_account: null, card: { card_number: null } },
        ],
      },
    ],
  ] as const)('of %s leave null in their places, and come back', (kind, whole, open) => {
    const before = JSON.parse(JSON.stringify(whole));

    const { body, secrets } = partSecrets(kind, before);

    expect(body).toEqual(open);
    expect(joinSecrets(body, secrets ?? {})).toEqual(before);
    expect(JSON.stringify(joinSecrets(body, secrets ?? {}))).toBe(JSON.stringify(before));
  });

  test.each([
    ['no secret', { ssn: null }],
    ['a number that the source has masked', { ssn: '***-**-1191' }],
  ])('are none where there is %s', (_, body) => {
    expect(partSecrets('profiles', body)).toEqual({ body, secrets: null });
  });

  test.each([
    ['activities', { ssn: '522-09-1191' }],
    ['vehicles', { vin: '1HGCM82633A004352' }],
  ] as const)('are unknown to %s', (kind, body) => {
    expect(partSecrets(kind, body)).toEqual({ body, secrets: null });
  });

  test('never stay in the body and are never lost, whatever the numbers', () => {
    const number = fc.stringMatching(/^\d{5,17}$/);
    fc.assert(
      fc.property(fc.array(number, { maxLength: 4 }), (numbers) => {
        const destinations = numbers.map((account_number) => ({
          bank_account: { account_number },
        }));

        const { body, secrets } = partSecrets('payouts', { destinations });

        for (const one of numbers) expect(JSON.stringify(body)).not.toContain(one);
        expect(joinSecrets(body, secrets ?? {})).toEqual({ destinations });
      }),
    );
  });
});
