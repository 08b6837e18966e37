import type { PayDistributionConfig } from '@intarsia/domain';

/** A quarter of the pay to a bank account. */
export const payDistributionConfig: PayDistributionConfig = {
  bank_account: {
    bank_name: 'Harborline Bank',
    routing_number: '141000128',
    account_number: '4837461592',
    account_type: 'checking',
  },
  percent_allocation: { value: '25', min_value: '10', max_value: '50' },
};

/** What sealing it may give. */
export const encryptedConfig = {
  encrypted_config:
    'djEuNWQwYzM1ZTIuS2NhdDBIVl9sUmVGVzZuZ3l2Q3VfOThLdHJmZ3B3Ql9rX0tNVjZ3b0p2SDQ5cmRQTGc',
};
