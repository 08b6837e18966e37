import { connectorContract } from '../contract/index.ts';
import { sandbox } from './index.ts';
import { itemOf, speeds } from './testing.ts';

for (const speed of speeds) {
  const good = { username: 'test_1', password: 'passgood' };
  const wrong = { username: 'test_1', password: 'passbad' };
  const config = {
    bank_account: {
      bank_name: 'Harborline Bank',
      routing_number: '141000128',
      account_number: '4837461592',
      account_type: 'checking',
    },
    entire_allocation: true,
  } as const;
  connectorContract(`sandbox at ${speed} speed`, {
    connector: sandbox,
    link_item: itemOf('uber'),
    good,
    wrong,
    config,
    io: { speed },
  });
  connectorContract(`sandbox with a code at ${speed} speed`, {
    connector: sandbox,
    link_item: itemOf('tallyloom'),
    good,
    wrong,
    config,
    answers: [{ code: '8081' }],
    io: { speed },
  });
}
