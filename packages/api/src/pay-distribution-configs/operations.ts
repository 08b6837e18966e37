import { PayDistributionConfig } from '@intarsia/domain';
import { mutation } from '../kernel/index.ts';
import { encryptedConfig, payDistributionConfig } from '../openapi/pay-examples.ts';
import { EncryptedConfig, encryptConfig } from './actions.ts';

export const payDistributionConfigsOperations = {
  encrypt: mutation({
    policy: ['client', 'operator'],
    input: PayDistributionConfig,
    output: EncryptedConfig,
    run: encryptConfig,
    rest: {
      method: 'POST',
      path: '/v1/pay-distribution-configs/encrypt',
      status: 200,
      tag: 'Pay distribution',
      summary: 'Encrypt a pay distribution config',
      description:
        'Checks a config and seals it, so that it can pass through a browser. Give `bank_account`, `card` or both; or `card_source` alone. The shares are for the bank account: all (`entire_allocation`), `percent_allocation` or `amount_allocation`. Nothing is stored; only this environment can open the answer. In a sandbox the account numbers `9000000001` to `9000000010` and the card numbers `9000000000000001` to `9000000000000010` end the switch in an error, in this order: `account_disconnected`, `bank_and_card_update_failed`, `invalid_mfa`, `card_update_failed`, `confirmation_timeout`, `incompatible_auth`, `incompatible_config`, `mfa_timeout`, `invalid_allocation`, `system_error`. 409 `pay_distribution_off` where the client does not switch pay.',
      example: { request: payDistributionConfig, response: encryptedConfig },
    },
  }),
};
