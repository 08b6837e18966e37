import type { PayDistributionConfig } from '@intarsia/domain';

/** A hundred and fifty of each payment to a bank account. */
export const payDistributionConfig: PayDistributionConfig = {
  bank_account: {
    bank_name: 'Harborline Bank',
    routing_number: '141000128',
    account_number: '4837461592',
    account_type: 'checking',
  },
  amount_allocation: { value: '150.00', min_value: '50', max_value: '500' },
};

/** What sealing it may give. */
export const encryptedConfig = {
  encrypted_config:
    'djEuNWQwYzM1ZTIuS2NhdDBIVl9sUmVGVzZuZ3l2Q3VfOThLdHJmZ3B3Ql9rX0tNVjZ3b0p2SDQ5cmRQTGc',
};
