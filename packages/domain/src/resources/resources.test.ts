import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Availability } from '../accounts/availability.ts';
import { v1EventTypes } from '../events.ts';
import { ResourceKind, resourceKinds } from './kinds.ts';
import { ScannedRecord } from './scanned.ts';

/** The fields of reference/resources.md in its order, behind the common ones. */
const documented: Record<ResourceKind, string> = {
  profiles: `first_name last_name full_name email phone_number birth_date picture_url address ssn
    marital_status gender employment_status employment_type job_title platform_user_id hire_dates
    terminations`,
  employments: `status type job_title hire_datetime termination_datetime termination_reason base_pay
    pay_cycle platform_ids platform_user_id`,
  documents: `document_type document_number document_type_description expiration_date available_date
    file_url ocr_data`,
  vehicles: 'vin make model identification year type type_description',
  payouts: `document_id employer_address status type payout_date payout_period currency hours
    gross_pay net_pay reimbursements deductions taxes fees overtime bonuses commission hours_ytd
    gross_pay_ytd net_pay_ytd reimbursements_ytd deductions_ytd taxes_ytd fees_ytd filing_status
    gross_pay_list gross_pay_list_totals deduction_list tax_list destinations`,
  activities: `link_item data_partner status type earning_type num_tasks start_date end_date timezone
    duration distance distance_unit start_location end_location route all_datetimes all_timestamps
    circumstances income income_rates complete_data_available`,
  reputations: 'rating acceptance_rate ontime_rate achievements',
  pay_allocations: `destination_type bank_account card acss_debit status allocation_type
    allocation_value currency method`,
  forms: 'template version status data',
};

const deprecated: Partial<Record<ResourceKind, string[]>> = {
  profiles: [
    'employment_status',
    'employment_type',
    'job_title',
    'platform_user_id',
    'hire_dates',
    'terminations',
  ],
  employments: ['platform_user_id'],
  vehicles: ['type_description'],
  payouts: ['overtime', 'bonuses', 'commission'],
  activities: ['data_partner', 'complete_data_available'],
};

const common = ['id', 'account', 'employer', 'created_at', 'updated_at', 'metadata'];
const kinds = ResourceKind.options;

describe.each(kinds)('%s', (kind) => {
  const model: z.ZodObject = resourceKinds[kind].model;
  const schema = z.toJSONSchema(model, { io: 'output' });

  test('has the documented fields in their order, and no field may be missing', () => {
    const fields = [...common, ...documented[kind].split(/\s+/)];

    expect(Object.keys(model.shape)).toEqual(fields);
    expect(schema.required).toEqual(fields);
  });

  test('marks exactly the deprecated fields', () => {
    const marked = Object.entries(schema.properties ?? {})
      .filter(([, property]) => typeof property === 'object' && property.deprecated)
      .map(([name]) => name);

    expect(marked).toEqual(deprecated[kind] ?? []);
  });

  test('has an availability of its own', () => {
    expect(Availability.shape).toHaveProperty(resourceKinds[kind].availability);
  });

  test('has events that carry its name', () => {
    const { nature, scanned } = resourceKinds[kind];
    const verbs = v1EventTypes
      .filter((type) => type.startsWith(`${kind}.`))
      .map((type) => type.slice(kind.length + 1));

    expect(verbs).toContain(scanned ? 'added' : 'submitted');
    expect(verbs.includes('fully_synced')).toBe(nature === 'event');
  });
});

describe('the table of kinds', () => {
  test('covers every availability once', () => {
    const keys = kinds.map((kind) => resourceKinds[kind].availability);

    expect(new Set(keys)).toEqual(new Set(Object.keys(Availability.shape)));
    expect(keys).toHaveLength(new Set(keys).size);
  });

  test('sorts events by their own date, everything else by creation', () => {
    for (const kind of kinds) {
      const { date, model } = resourceKinds[kind];
      expect(Object.keys(model.shape)).toContain(date);
      expect(date === 'created_at').toBe(resourceKinds[kind].nature === 'fact');
    }
  });
});

describe('a scanned record', () => {
  const vehicle = {
    kind: 'vehicles',
    source_id: 'car/1',
    employer: 'warpride',
    data: {
      metadata: {},
      vin: null,
      make: null,
      model: null,
      identification: 'ABC1234',
      year: 2021,
      type: 'car',
      type_description: 'Car',
    },
  };

  test('is a resource without what only this house knows', () => {
    expect(ScannedRecord.parse(vehicle)).toEqual(vehicle);

    const named = { ...vehicle, data: { ...vehicle.data, id: 'x', account: 'y', created_at: 'z' } };
    expect(ScannedRecord.parse(named)).toEqual(vehicle);
  });

  test.each([
    ['a missing field', { ...vehicle, data: { ...vehicle.data, vin: undefined } }],
    ['a year as text', { ...vehicle, data: { ...vehicle.data, year: '2021' } }],
    ['no source id', { ...vehicle, source_id: '' }],
    ['a kind that scans never bring', { ...vehicle, kind: 'forms' }],
  ])('is refused with %s', (_, record) => {
    expect(ScannedRecord.safeParse(record).success).toBe(false);
  });

  test('covers every kind that is scanned', () => {
    const scanned = ScannedRecord.options.map((option) => option.shape.kind.value);

    expect(new Set(scanned)).toEqual(new Set(kinds.filter((kind) => resourceKinds[kind].scanned)));
  });
});

describe('decimals', () => {
  const { shape } = resourceKinds.payouts.model;

  test.each(['0.00', '1042.50', '-3.10', '1000000.00'])('%j is an amount', (text) => {
    expect(shape.net_pay.parse(text)).toBe(text);
  });

  test.each(['1', '1.5', '1.505', '01.00', '1,00', '.50', '1e3', '', '+1.00', ' 1.00', 1042.5])(
    '%j is no amount',
    (text) => {
      expect(shape.net_pay.safeParse(text).success).toBe(false);
    },
  );

  test('an event time has whole seconds', () => {
    expect(shape.payout_date.safeParse('2026-03-06T00:00:00Z').success).toBe(true);
    expect(shape.payout_date.safeParse('2026-03-06T00:00:00.000000Z').success).toBe(false);
    expect(shape.payout_date.safeParse('2026-03-06').success).toBe(false);
  });

  test('a birth date may hide its year', () => {
    const { birth_date } = resourceKinds.profiles.model.shape;

    expect(birth_date.parse('--01-20')).toBe('--01-20');
    expect(birth_date.parse('1980-10-10')).toBe('1980-10-10');
    expect(birth_date.safeParse('80-10-10').success).toBe(false);
  });
});
