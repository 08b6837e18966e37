import type {
  Document,
  Employment,
  Form,
  PayAllocation,
  Profile,
  Reputation,
  Vehicle,
} from '@intarsia/domain';
import { activity, payout } from './earning-examples.ts';
import { address, exampleTime, resourceOf } from './example-account.ts';

const profile: Profile = {
  ...resourceOf('0a5c1f8e-3b60-5d2f-9c44-6e2b8f7d1a01', 'walmart'),
  first_name: 'Bob',
  last_name: 'Jones',
  full_name: 'Bob Jones',
  email: 'test1@example.com',
  phone_number: '+18009000010',
  birth_date: '1980-10-10',
  picture_url: null,
  address,
  ssn: '522-09-1191',
  marital_status: 'Single',
  gender: 'Male',
  employment_status: 'active',
  employment_type: 'full-time',
  job_title: 'Store associate',
  platform_user_id: null,
  hire_dates: ['2020-03-02T00:00:00Z'],
  terminations: [],
};

const employment: Employment = {
  ...resourceOf('3f9d2c47-81ab-5e60-8d15-0b7c6a5e4f02', 'walmart'),
  status: 'active',
  type: 'full-time',
  job_title: 'Store associate',
  hire_datetime: '2020-03-02T00:00:00Z',
  termination_datetime: null,
  termination_reason: null,
  base_pay: { amount: '18.75', period: 'hourly', currency: 'USD' },
  pay_cycle: 'biweekly',
  platform_ids: { employee_id: '300871', position_id: null, platform_user_id: null },
  platform_user_id: null,
};

const document: Document = {
  ...resourceOf('5b1e7a90-24cd-5f83-a0e6-7d9c3b2a1803', 'walmart'),
  document_type: 'W-2',
  document_number: null,
  document_type_description: '2021 W-2',
  expiration_date: null,
  available_date: '2022-01-31T00:00:00Z',
  file_url: null,
  ocr_data: null,
};

const vehicle: Vehicle = {
  ...resourceOf('7c0a9e12-5f34-5b78-9a1d-2e4f6c8b0d04', 'uber'),
  vin: '1HGCM82633A004352',
  make: 'Honda',
  model: 'Accord',
  identification: '8ABC123',
  year: 2019,
  type: 'car',
  type_description: 'Car',
};

const reputation: Reputation = {
  ...resourceOf('b6f8d0e2-c4a3-5b59-9d7b-5f7a9b1c3d07', 'uber'),
  rating: '4.92',
  acceptance_rate: '0.95',
  ontime_rate: '0.98',
  achievements: [
    { count: 42, label: 'Great music', badge_url: null, description: null, points: null },
  ],
};

const allocation: PayAllocation = {
  ...resourceOf('c8a0e2f4-d6b5-5c7b-8e9d-6a8b0c2d4e08', 'walmart'),
  destination_type: 'bank_account',
  bank_account: {
    bank_name: 'Chase',
    routing_number: '322271627',
    account_number: '9876543210',
    account_type: 'checking',
  },
  card: null,
  acss_debit: null,
  status: 'active',
  allocation_type: 'percent',
  allocation_value: 'remainder',
  currency: 'USD',
  method: 'direct_deposit',
};

const form: Form = {
  ...resourceOf('d0b2f4a6-e8c7-5d9d-9fbf-7b9c1d3e5f09', 'form_link_item'),
  employer: null,
  template: 'e2c4a6b8-f0d9-4ebf-8ad1-8cad2e4f6a10',
  version: '0',
  status: 'submitted',
  data: {
    income_source: 'Corner bakery',
    payroll_provider: null,
    paystubs: [
      {
        file_id: 'f4d6b8c0-a2eb-4fd1-9be3-9dbe3f5a7b11',
        status: 'available',
        url: null,
        name: 'april.pdf',
        size: 48_213,
        created_at: exampleTime,
        metadata: {},
      },
    ],
    form_w2: [],
    form_1099: [],
  },
};

/** An example of each kind of data. */
export const resourceExamples = {
  Profile: profile,
  Employment: employment,
  Document: document,
  Vehicle: vehicle,
  Payout: payout,
  Activity: activity,
  Reputation: reputation,
  PayAllocation: allocation,
  Form: form,
};
