import { PayDistributionConfig, type Vault } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../runtime/src/testing.ts';
import { openPart, sealPart } from './accounts/sealed.ts';
import { openFile, sealFile } from './files/sealed.ts';
import { openConfig, sealConfig } from './pay-distribution-configs/sealed.ts';
import { openContent, openSecrets, sealed } from './resources/sealed.ts';
import { whole } from './testing/switches.ts';
import { openSecrets as openSigning, sealSecrets as sealSigning } from './webhooks/secrets.ts';

const [A, B] = ['018051aa-f7a9-7000-8000-00000000000a', '018051aa-f7a9-7000-8000-00000000000b'];

/** A place where something is kept sealed: a row and a column. */
interface Place {
  readonly name: string;
  seal(vault: Vault): string;
  open(vault: Vault, text: string): unknown;
}

const parts = ['credentials', 'session', 'resume', 'cursor', 'last', 'config', 'switch'] as const;
const config = PayDistributionConfig.parse(whole);
const signing = { secret: null, generated: 'whsec_c2lnbmluZw==', old: null };

function placesOf(id: string): Place[] {
  const ofAccount = parts.map((part): Place => {
    const place = { account_id: id, part };
    return {
      name: `${part} of ${id}`,
      seal: (vault) => sealPart(vault, 'secret', place),
      open: (vault, text) => openPart(vault, text, place),
    };
  });
  const ofResource = (['documents', 'profiles'] as const).flatMap((kind): Place[] => [
    {
      name: `secrets of ${kind} ${id}`,
      seal: (vault) => sealed(vault, '{}', { kind, id, column: 'secrets' }),
      open: (vault, text) => openSecrets(vault, { kind, id }, text),
    },
    {
      name: `content of ${kind} ${id}`,
      seal: (vault) => sealed(vault, '{}', { kind, id, column: 'content' }),
      open: (vault, text) => openContent(vault, { kind, id }, text),
    },
  ]);
  return [
    ...ofAccount,
    ...ofResource,
    {
      name: `file ${id}`,
      seal: (vault) => sealFile(vault, Buffer.from('secret'), id),
      open: (vault, content) => openFile(vault, { id, content }),
    },
    {
      name: `config of environment ${id}`,
      seal: (vault) => sealConfig({ vault, environment: { id } }, config),
      open: (vault, text) => openConfig({ vault, environment: { id } }, text),
    },
    {
      name: `secrets of webhook ${id}`,
      seal: (vault) => sealSigning(vault, signing, id),
      open: (vault, text) => openSigning(vault, text, id),
    },
  ];
}

describe('what is sealed', () => {
  let t: TestInstance;
  let vault: Vault;
  beforeAll(async () => {
    t = await testInstance();
    vault = await t.instance.deps.vaultOf(t.client.id);
  });
  afterAll(() => t.close());

  const places = [...placesOf(A), ...placesOf(B)];

  test.each(places)('at $name opens there, and at no other row or column', (place) => {
    const text = place.seal(vault);

    expect(() => place.open(vault, text)).not.toThrow();
    for (const other of places) {
      if (other !== place) expect(() => other.open(vault, text), other.name).toThrow();
    }
  });
});
