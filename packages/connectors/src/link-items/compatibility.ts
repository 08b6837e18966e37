import type { Entry } from './item.ts';

/**
 * The slugs that existing clients of the v1 API know, so that their code and tests run unchanged. They
 * lead to the sandbox connector and say nothing about the companies that bear the names.
 */
export const compatibility: readonly Entry[] = [
  { id: 'uber', name: 'Uber', type: 'rideshare', kind: 'gig', pay: 'whole', card: true },
  { id: 'lyft', name: 'Lyft', type: 'rideshare', kind: 'gig', pay: 'whole', has_two_fa: true },
  { id: 'doordash', name: 'DoorDash', type: 'delivery', kind: 'gig', pay: 'whole', card: true },
  { id: 'instacart', name: 'Instacart', type: 'delivery', kind: 'gig', pay: 'whole' },
  { id: 'grubhub', name: 'Grubhub', type: 'delivery', kind: 'gig', pay: 'whole' },
  { id: 'postmates', name: 'Postmates', type: 'delivery', kind: 'gig', pay: 'whole' },
  {
    id: 'amazon_flex',
    name: 'Amazon Flex',
    type: 'delivery',
    kind: 'gig',
    pay: 'whole',
    has_two_fa: true,
  },
  { id: 'shipt', name: 'Shipt', type: 'delivery', kind: 'gig', pay: 'whole' },
  { id: 'task_rabbit', name: 'TaskRabbit', type: 'services', kind: 'gig', pay: 'none' },
  {
    id: 'amazon',
    name: 'Amazon',
    type: 'technology',
    kind: 'employer',
    pay: 'shares',
    has_two_fa: true,
  },
  {
    id: 'amazon_warehouse',
    name: 'Amazon Warehouse',
    type: 'logistics',
    kind: 'employer',
    pay: 'shares',
  },
  { id: 'fedex', name: 'FedEx', type: 'logistics', kind: 'employer', pay: 'amounts' },
  { id: 'kroger', name: 'Kroger', type: 'grocery', kind: 'employer', pay: 'amounts' },
  { id: 'homedepot', name: 'The Home Depot', type: 'retail', kind: 'employer', pay: 'amounts' },
  { id: 'walmart', name: 'Walmart', type: 'retail', kind: 'employer', pay: 'amounts', card: true },
];
