import { connectorContract } from '../contract.ts';
import { sandbox } from './index.ts';
import { itemOf, speeds } from './testing.ts';

for (const speed of speeds) {
  const good = { username: 'test_1', password: 'passgood' };
  const wrong = { username: 'test_1', password: 'passbad' };
  connectorContract(`sandbox at ${speed} speed`, {
    connector: sandbox,
    link_item: itemOf('uber'),
    good,
    wrong,
    io: { speed },
  });
  connectorContract(`sandbox with a code at ${speed} speed`, {
    connector: sandbox,
    link_item: itemOf('tallyloom'),
    good,
    wrong,
    answers: [{ code: '8081' }],
    io: { speed },
  });
}
