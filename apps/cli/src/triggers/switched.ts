import { type TriggerCall, waitUntil } from './world.ts';

/** Sends so much of the pay of an account to a bank account, by a deposit switch from its start to its end. */
export async function switched(call: TriggerCall, id: string, value: string): Promise<void> {
  const { accounts, payDistributionConfigs } = call.api;
  const bank_account = {
    bank_name: 'Harborline Bank',
    routing_number: '141000128',
    account_number: '4837461592',
    account_type: 'checking',
  } as const;
  const config = { bank_account, amount_allocation: { value } };
  const { encrypted_config } = await payDistributionConfigs.encrypt.mutate(config);
  await accounts.startPayDistribution.mutate({ id, encrypted_config });
  await accounts.confirmPayDistribution.mutate({ id });
  await waitUntil(call, `the pay of ${id} is switched`, async () => {
    const { pay_distribution } = await accounts.get.query({ id });
    return pay_distribution.status === 'success' ? pay_distribution : undefined;
  });
}
