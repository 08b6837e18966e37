import { companies } from './companies.ts';
import type { Entry } from './item.ts';

/** Brands that exist nowhere else, so that a demonstration never speaks about a real company. */
export const invented: readonly Entry[] = [
  ...gigs(),
  ...employers(),
  ...companies,
  ...platforms(),
  {
    id: 'glimmertape',
    name: 'Glimmertape',
    type: 'video',
    kind: 'creator',
    pay: 'whole',
    known_limitations: 'Glimmertape shows payouts of the last 12 months only.',
  },
  {
    id: 'harbourlight_benefits',
    name: 'Harbourlight Benefits',
    type: 'benefits',
    kind: 'benefits',
    pay: 'none',
    known_limitations: 'Harbourlight Benefits does not let recipients change where money is sent.',
  },
];

function gigs(): Entry[] {
  return [
    { id: 'warpride', name: 'Warpride', type: 'rideshare', kind: 'gig', pay: 'whole', card: true },
    {
      id: 'hopwheel',
      name: 'Hopwheel',
      type: 'rideshare',
      kind: 'gig',
      pay: 'whole',
      has_two_fa: true,
    },
    {
      id: 'bobbin_eats',
      name: 'Bobbin Eats',
      type: 'delivery',
      kind: 'gig',
      pay: 'whole',
      card: true,
    },
    { id: 'weftgo', name: 'Weftgo', type: 'delivery', kind: 'gig', pay: 'whole', has_two_fa: true },
    {
      id: 'selvage_shopper',
      name: 'Selvage Shopper',
      type: 'delivery',
      kind: 'gig',
      pay: 'whole',
      status: 'issues',
      status_details: 'Routes of the last days appear with a delay. Payouts are complete.',
    },
    { id: 'taskheddle', name: 'Taskheddle', type: 'services', kind: 'gig', pay: 'none' },
    {
      id: 'parcelfinch',
      name: 'Parcelfinch',
      type: 'courier',
      kind: 'gig',
      pay: 'whole',
      known_limitations: 'Parcelfinch shows activities of the last 24 months only.',
    },
  ];
}

function employers(): Entry[] {
  return [
    {
      id: 'harrow_and_pine',
      name: 'Harrow & Pine',
      type: 'retail',
      kind: 'employer',
      pay: 'amounts',
    },
    {
      id: 'northloom_stores',
      name: 'Northloom Stores',
      type: 'retail',
      kind: 'employer',
      pay: 'shares',
      has_two_fa: true,
    },
    {
      id: 'tessella_foods',
      name: 'Tessella Foods',
      type: 'grocery',
      kind: 'employer',
      pay: 'amounts',
      card: true,
    },
    {
      id: 'copperlark_coffee',
      name: 'Copperlark Coffee',
      type: 'restaurant',
      kind: 'employer',
      pay: 'shares',
      source: 'paythread_cloud',
    },
    {
      id: 'fernhollow_logistics',
      name: 'Fernhollow Logistics',
      type: 'logistics',
      kind: 'employer',
      pay: 'amounts',
    },
    {
      id: 'kestrelmoor_health',
      name: 'Kestrelmoor Health',
      type: 'healthcare',
      kind: 'employer',
      pay: 'shares',
      source: 'tallyloom_hr',
      has_two_fa: true,
    },
    {
      id: 'lindenvale_schools',
      name: 'Lindenvale Schools',
      type: 'education',
      kind: 'employer',
      pay: 'none',
      known_limitations: 'Lindenvale Schools changes deposits on paper only.',
    },
    {
      id: 'quillgate_hotels',
      name: 'Quillgate Hotels',
      type: 'hospitality',
      kind: 'employer',
      pay: 'amounts',
      status: 'issues',
      status_details: 'Some logins take longer than usual because the staff portal is slow.',
    },
    {
      id: 'merrowfield_works',
      name: 'Merrowfield Works',
      type: 'manufacturing',
      kind: 'employer',
      pay: 'whole',
    },
    {
      id: 'saltwick_systems',
      name: 'Saltwick Systems',
      type: 'technology',
      kind: 'employer',
      pay: 'shares',
      source: 'tallyloom_hr',
    },
    {
      id: 'pellamy_parcels',
      name: 'Pellamy Parcels',
      type: 'logistics',
      kind: 'employer',
      pay: 'none',
      is_disabled: true,
      status: 'unavailable',
      status_details: 'Pellamy Parcels has closed its staff portal. Offer document upload instead.',
    },
  ];
}

/** Payroll platforms: many employers on one system, which may be known by several names. */
function platforms(): Entry[] {
  return [
    {
      id: 'tallyloom',
      name: 'Tallyloom Payroll',
      type: 'payroll',
      kind: 'platform',
      pay: 'shares',
      source: 'tallyloom_hr',
      has_two_fa: true,
    },
    {
      id: 'paythread',
      name: 'Paythread',
      type: 'payroll',
      kind: 'platform',
      pay: 'amounts',
      source: 'paythread_cloud',
    },
    {
      id: 'paythread_workforce',
      name: 'Paythread Workforce',
      type: 'payroll',
      kind: 'platform',
      pay: 'amounts',
      source: 'paythread_cloud',
      known_limitations: 'Employers decide how many years of payslips Paythread Workforce shows.',
    },
    {
      id: 'ledgerleaf',
      name: 'Ledgerleaf',
      type: 'payroll',
      kind: 'platform',
      pay: 'shares',
      source: 'ledgerleaf_employee_portal',
    },
    {
      id: 'stipendry',
      name: 'Stipendry',
      type: 'payroll',
      kind: 'platform',
      pay: 'none',
      source: 'stipendry_selfservice',
      status: 'issues',
      status_details: 'Payslips before this year are missing at times. They return by themselves.',
    },
  ];
}
