import { createIntarsia } from '@intarsia/client';

/** What the backend of a page does, in one environment: here for somebody who may. */
export interface DemoBackend {
  /** “Acme, sandbox”. */
  readonly name: string;
  readonly link_keys: readonly string[];
  /** A new token of a person. */
  mintToken(user: string): Promise<string>;
  /** An encrypted config that moves 150.00 of each payment to a bank account. */
  encryptConfig(): Promise<string>;
  /** Lets the time of a sandbox go on until this token has ended; undefined for live, where nobody can. */
  readonly outlive: ((token: string) => Promise<void>) | undefined;
}

/** The environments of whoever is signed in to the Console of this server with this browser; none when nobody is. */
export async function backendsOfOperator(url: string): Promise<DemoBackend[]> {
  const session = await createIntarsia({ url }).session.current.query({});
  return Promise.all(
    (session?.environments ?? []).map(({ id, client_name, kind }) =>
      backendOf(createIntarsia({ url, environment: id }), {
        name: `${client_name}, ${kind}`,
        isSandbox: kind === 'sandbox',
      }),
    ),
  );
}

/** The sandbox of an API key, `id:secret`. Throws for one that is none. */
export async function backendOfKey(url: string, apiKey: string): Promise<DemoBackend> {
  const api = createIntarsia({ url, apiKey });
  // Only a sandbox has a clock.
  await api.clock.get.query({});
  return backendOf(api, { name: 'The sandbox of your key', isSandbox: true });
}

async function backendOf(
  api: ReturnType<typeof createIntarsia>,
  { name, isSandbox }: { name: string; isSandbox: boolean },
): Promise<DemoBackend> {
  return {
    name,
    link_keys: (await api.linkKeys.list.query({})).map((key) => key.id),
    mintToken: async (user) => (await api.tokens.create.mutate({ user })).access,
    async encryptConfig() {
      const config = await api.payDistributionConfigs.encrypt.mutate({
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
    outlive: isSandbox
      ? async (token) => {
          const { exp } = claimsOf(token);
          if (exp === undefined) throw new Error('This is no token that could end.');
          await api.clock.advance.mutate({ to: new Date((exp + 60) * 1000).toISOString() });
        }
      : undefined,
  };
}

/** What a token says of itself; nothing when it can't be read. */
export function claimsOf(token: string): { user_id?: string; exp?: number } {
  const [, claims = ''] = token.split('.');
  try {
    const { user_id, exp } = Object(
      JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))),
    );
    return {
      ...(typeof user_id === 'string' && { user_id }),
      ...(typeof exp === 'number' && { exp }),
    };
  } catch {
    return {};
  }
}
