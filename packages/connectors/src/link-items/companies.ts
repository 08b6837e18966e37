import type { Entry } from './item.ts';

/**
 * Small companies that run their payroll on a platform: who logs in there is found to work for them.
 * Their own slugs are what `employer` says then, and people can pick them as well.
 */
export const companies: readonly Entry[] = [
  {
    id: 'alderwick_dental_group',
    name: 'Alderwick Dental Group',
    type: 'healthcare',
    kind: 'employer',
    pay: 'shares',
  },
  {
    id: 'birchgate_property_services',
    name: 'Birchgate Property Services',
    type: 'real_estate',
    kind: 'employer',
    pay: 'amounts',
  },
  {
    id: 'cinderford_ovens',
    name: 'Cinderford Ovens',
    type: 'restaurant',
    kind: 'employer',
    pay: 'whole',
  },
  {
    id: 'dunmarrow_builders',
    name: 'Dunmarrow Builders',
    type: 'construction',
    kind: 'employer',
    pay: 'amounts',
  },
  {
    id: 'elmbrake_veterinary_care',
    name: 'Elmbrake Veterinary Care',
    type: 'healthcare',
    kind: 'employer',
    pay: 'shares',
  },
  {
    id: 'foxhollow_landscaping',
    name: 'Foxhollow Landscaping',
    type: 'services',
    kind: 'employer',
    pay: 'whole',
  },
  {
    id: 'greywether_security',
    name: 'Greywether Security',
    type: 'security',
    kind: 'employer',
    pay: 'amounts',
  },
  {
    id: 'hazelport_fitness',
    name: 'Hazelport Fitness',
    type: 'fitness',
    kind: 'employer',
    pay: 'whole',
  },
  {
    id: 'inglemoor_printing',
    name: 'Inglemoor Printing',
    type: 'manufacturing',
    kind: 'employer',
    pay: 'amounts',
  },
  {
    id: 'juniper_and_vane_architects',
    name: 'Juniper & Vane Architects',
    type: 'architecture',
    kind: 'employer',
    pay: 'shares',
  },
  {
    id: 'larkmead_day_care',
    name: 'Larkmead Day Care',
    type: 'education',
    kind: 'employer',
    pay: 'whole',
  },
  {
    id: 'mossbridge_automotive',
    name: 'Mossbridge Automotive',
    type: 'automotive',
    kind: 'employer',
    pay: 'amounts',
  },
];
