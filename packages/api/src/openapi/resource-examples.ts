import type {
  Activity,
  Document,
  Employment,
  Form,
  PayAllocation,
  Payout,
  Profile,
  Reputation,
  Vehicle,
} from '@intarsia/domain';

const TIME = '2022-04-22T14:26:40.682437Z';
const ACCOUNT = '018051ac-2b1e-7f0a-8a53-1f6f2f3d9b60';
const address = {
  line1: '759 Victoria Plaza',
  line2: null,
  city: 'Los Angeles',
  state: 'CA',
  postal_code: '90210',
  country: 'US',
};

/** What all resources of one account have in common. */
function common(id: string, employer: string) {
  return { id, account: ACCOUNT, employer, created_at: TIME, updated_at: TIME, metadata: {} };
}

const profile: Profile = {
  ...common('0a5c1f8e-3b60-5d2f-9c44-6e2b8f7d1a01', 'walmart'),
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
  ...common('3f9d2c47-81ab-5e60-8d15-0b7c6a5e4f02', 'walmart'),
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
  ...common('5b1e7a90-24cd-5f83-a0e6-7d9c3b2a1803', 'walmart'),
  document_type: 'W-2',
  document_number: null,
  document_type_description: '2021 W-2',
  expiration_date: null,
  available_date: '2022-01-31T00:00:00Z',
  file_url: null,
  ocr_data: null,
};

const vehicle: Vehicle = {
  ...common('7c0a9e12-5f34-5b78-9a1d-2e4f6c8b0d04', 'uber'),
  vin: '1HGCM82633A004352',
  make: 'Honda',
  model: 'Accord',
  identification: '8ABC123',
  year: 2019,
  type: 'car',
  type_description: 'Car',
};

const none = { amount: '0.00', hours: null };

const payout: Payout = {
  ...common('91d3f5b7-a8c2-5e04-8f6b-3c5d7e9f1a05', 'walmart'),
  document_id: '5b1e7a90-24cd-5f83-a0e6-7d9c3b2a1806',
  employer_address: address,
  status: 'completed',
  type: 'direct_deposit',
  payout_date: '2022-04-15T00:00:00Z',
  payout_period: { start_date: '2022-03-28T00:00:00Z', end_date: '2022-04-10T00:00:00Z' },
  currency: 'USD',
  hours: '80.00',
  gross_pay: '1500.00',
  net_pay: '1185.25',
  reimbursements: '0.00',
  deductions: '75.00',
  taxes: '239.75',
  fees: '0.00',
  overtime: '0.00',
  bonuses: '0.00',
  commission: '0.00',
  hours_ytd: '560.00',
  gross_pay_ytd: '10500.00',
  net_pay_ytd: '8296.75',
  reimbursements_ytd: '0.00',
  deductions_ytd: '525.00',
  taxes_ytd: '1678.25',
  fees_ytd: '0.00',
  filing_status: [{ type: 'federal', location: null, status: 'single' }],
  gross_pay_list: [
    {
      name: 'Regular',
      type: 'base',
      start_date: '2022-03-28T00:00:00Z',
      end_date: '2022-04-10T00:00:00Z',
      rate: '18.7500',
      hours: '80.0000',
      amount: '1500.00',
      hours_ytd: '560.0000',
      amount_ytd: '10500.00',
    },
  ],
  gross_pay_list_totals: {
    base: { amount: '1500.00', hours: '80.00' },
    overtime: { amount: '0.00', hours: '0.00' },
    bonus: none,
    commission: none,
    other: none,
  },
  deduction_list: [{ name: '401(k)', amount: '75.00', tax_classification: 'pre_tax' }],
  tax_list: [
    { name: 'Federal income tax', type: 'federal', amount: '125.00' },
    { name: 'Social Security', type: 'fica', amount: '93.00' },
    { name: 'Medicare', type: 'fica', amount: '21.75' },
  ],
  destinations: [
    {
      method: 'direct_deposit',
      amount: '1185.25',
      currency: 'USD',
      bank_account: {
        bank_name: 'Chase',
        routing_number: '322271627',
        account_number: '*****6789',
        account_type: 'checking',
      },
      card: null,
    },
  ],
};

const noDatetimes = {
  cancel_at: null,
  shift_start: null,
  shift_end: null,
  break_start: null,
  break_end: null,
  breaks: [],
};

const activity: Activity = {
  ...common('a4e6c8d0-b2f1-5a37-8c59-4e6f8a0b2c06', 'uber'),
  link_item: 'uber',
  data_partner: 'uber',
  status: 'completed',
  type: 'rideshare',
  earning_type: 'work',
  num_tasks: 1,
  start_date: '2022-04-22T08:12:40Z',
  end_date: '2022-04-22T08:36:10Z',
  timezone: 'America/New_York',
  duration: 1410,
  distance: '4.71',
  distance_unit: 'miles',
  start_location: { lat: '40.7484', lng: '-73.9857', formatted_address: '350 5th Ave, New York' },
  end_location: { lat: '40.7061', lng: '-74.0087', formatted_address: '11 Wall St, New York' },
  route: 'https://maps.example/route/1',
  all_datetimes: {
    request_at: '2022-04-22T08:08:02Z',
    accept_at: '2022-04-22T08:08:20Z',
    pickup_at: '2022-04-22T08:12:40Z',
    dropoff_at: '2022-04-22T08:36:10Z',
    ...noDatetimes,
  },
  all_timestamps: {
    request_at: 1_650_614_882,
    accept_at: 1_650_614_900,
    pickup_at: 1_650_615_160,
    dropoff_at: 1_650_616_570,
    ...noDatetimes,
  },
  circumstances: {
    is_pool: false,
    is_rush: true,
    is_surge: false,
    service_type: 'UberX',
    position: 'Driver',
  },
  income: {
    currency: 'USD',
    total_charge: '26.40',
    fees: '6.60',
    total: '19.80',
    pay: '16.80',
    tips: '3.00',
    bonus: '0.00',
    taxes: '0.00',
  },
  income_rates: { hour: '50.55', mile: '4.20' },
  complete_data_available: true,
};

const reputation: Reputation = {
  ...common('b6f8d0e2-c4a3-5b59-9d7b-5f7a9b1c3d07', 'uber'),
  rating: '4.92',
  acceptance_rate: '0.95',
  ontime_rate: '0.98',
  achievements: [
    { count: 42, label: 'Great music', badge_url: null, description: null, points: null },
  ],
};

const allocation: PayAllocation = {
  ...common('c8a0e2f4-d6b5-5c7b-8e9d-6a8b0c2d4e08', 'walmart'),
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
  ...common('d0b2f4a6-e8c7-5d9d-9fbf-7b9c1d3e5f09', 'form_link_item'),
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
        created_at: TIME,
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
