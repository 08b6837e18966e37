import { createIntarsia } from '@intarsia/client';

/** An environment that whoever is signed in to the Console may use, with its link keys. */
interface DemoEnvironment {
  readonly id: string;
  /** “Acme, sandbox”. */
  readonly name: string;
  readonly link_keys: readonly string[];
}

/** What a page can only be helped with by somebody who is signed in to the Console in the same browser. */
export interface DemoOperator {
  readonly environments: readonly DemoEnvironment[];
  /** A new token of a person. */
  mintToken(environment: string, user: string): Promise<string>;
  /** An encrypted config that moves 150.00 of each payment to a bank account. */
  encryptConfig(environment: string): Promise<string>;
}

/** Finds out who is signed in to the Console of this server; undefined when nobody is. */
export async function findOperator(url: string): Promise<DemoOperator | undefined> {
  const session = await createIntarsia({ url }).session.current.query({});
  if (!session) return undefined;
  const inside = (environment: string) => createIntarsia({ url, environment });
  const environments = await Promise.all(
    session.environments.map(async ({ id, client_name, kind }) => ({
      id,
      name: `${client_name}, ${kind}`,
      link_keys: (await inside(id).linkKeys.list.query({})).map((key) => key.id),
    })),
  );
  return {
    environments,
    mintToken: async (environment, user) =>
      (await inside(environment).tokens.create.mutate({ user })).access,
    async encryptConfig(environment) {
      const config = await inside(environment).payDistributionConfigs.encrypt.mutate({
        bank_account: {
          bank_name: 'Harborline Bank',
          routing_number: '141000128',
          account_number: '4837461592',
          account_type: 'checking',
        },
        amount_allocation: { value: '150.00', min_value: '50', max_value: '500' },
      });
      return config.encrypted_config;
    },
  };
}
