import type { Json } from './json.ts';
import type { ResourceKind } from './resources/kinds.ts';

type Members = { [name: string]: Json };

/** Which members of a kind are never stored in clear. A star stands for every item of a list. */
const secretPaths: Partial<Record<ResourceKind, readonly string[]>> = {
  profiles: ['ssn'],
  documents: ['document_number', 'ocr_data'],
  payouts: ['destinations.*.bank_account.account_number', 'destinations.*.card.card_number'],
  pay_allocations: ['bank_account.account_number', 'card.card_number', 'acss_debit.account_number'],
};

/** Secret members by their paths: `destinations.0.card.card_number`. */
export type Secrets = Readonly<Record<string, Json>>;

/** Parts the secrets of a resource from the rest, in which null takes their place. */
export function partSecrets(
  kind: ResourceKind,
  body: Members,
): { body: Members; secrets: Secrets | null } {
  const secrets: Record<string, Json> = {};
  let rest: Json = body;
  for (const path of secretPaths[kind] ?? []) {
    rest = changeAt(rest, { names: path.split('.'), at: [] }, (value, at) => {
      if (!isSecret(value)) return value;
      secrets[at.join('.')] = value;
      return null;
    });
  }
  // Safe: changing members of an object leaves an object.
  const open = rest as Members;
  return { body: open, secrets: Object.keys(secrets).length > 0 ? secrets : null };
}

/** Puts the secrets back into their places. */
export function joinSecrets(body: Members, secrets: Secrets): Members {
  let joined: Json = body;
  for (const [path, secret] of Object.entries(secrets)) {
    joined = changeAt(joined, { names: path.split('.'), at: [] }, () => secret);
  }
  // Safe: changing members of an object leaves an object.
  return joined as Members;
}

/** What the source has masked itself down to its last four digits is none. */
function isSecret(value: Json): boolean {
  if (value === null) return false;
  return typeof value !== 'string' || !/^[*•xX.\s-]+\d{0,4}$/.test(value);
}

/** The value with what stands at a path changed; a path that leads nowhere changes nothing. */
function changeAt(
  value: Json,
  { names: [name, ...names], at }: { names: readonly string[]; at: readonly string[] },
  change: (value: Json, at: readonly string[]) => Json,
): Json {
  if (name === undefined) return change(value, at);
  if (typeof value !== 'object' || value === null) return value;
  const within = (key: string, inner: Json) => changeAt(inner, { names, at: [...at, key] }, change);
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      name === '*' || name === String(index) ? within(String(index), item) : item,
    );
  }
  const inner = Object.hasOwn(value, name) ? value[name] : undefined;
  return inner === undefined ? value : { ...value, [name]: within(name, inner) };
}
