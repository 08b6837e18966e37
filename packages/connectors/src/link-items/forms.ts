import type { Entry } from './item.ts';

/**
 * For people whose employer is not in the list: they upload documents or answer a questionnaire. Its kind
 * says what it stands in for; the documents name no sixth kind.
 */
export const forms: readonly Entry[] = [
  {
    id: 'form_link_item',
    name: 'My employer is not listed',
    type: 'documents',
    kind: 'employer',
    pay: 'none',
    connector: 'form',
    employers: 'none',
    data_set: 'forms',
  },
];
