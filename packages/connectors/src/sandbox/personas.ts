/** A person that the sandbox knows. Every way of writing the same login leads to the same person. */
export interface Persona {
  /** What all data of the person is derived from. */
  readonly id: string;
  /** The verification code that the login accepts. */
  readonly mfa_code: string;
  /** Where the code goes, masked. */
  readonly hint: string;
}

/** E-mail domains of the three personas: the one that v1 documents, and neutral ones. */
const DOMAINS = ['argyle.com', 'example.com', 'intarsia.example'];

const personas: readonly Persona[] = [
  { id: 'test_1', mfa_code: '8081', hint: '(***) ***-0010' },
  { id: 'test_2', mfa_code: '8082', hint: '(***) ***-0020' },
  { id: 'test_3', mfa_code: '8083', hint: '(***) ***-0030' },
];

/**
 * Logins made for tests, each with a life that the three personas do not lead. They take the password and
 * the verification code of everybody else.
 */
const special: readonly Persona[] = [
  // Works six days a week: on gig items far more than 2,000 activities in 30 months.
  { id: 'test_busy', mfa_code: '8081', hint: '(***) ***-0010' },
  // Three jobs at once, on a payroll platform with three employers.
  { id: 'test_jobs', mfa_code: '8081', hint: '(***) ***-0010' },
  // A contractor who has not worked since June 2019.
  { id: 'test_contractor', mfa_code: '8081', hint: '(***) ***-0010' },
  // Logs in, and there is nothing at all: not even a profile.
  { id: 'test_empty', mfa_code: '8081', hint: '(***) ***-0010' },
];

/** Everything that people of the sandbox can be called, folded as `findPersona` folds what is typed. */
const logins: ReadonlyMap<string, Persona> = new Map([
  ...special.map((persona): [string, Persona] => [persona.id, persona]),
  ...personas.flatMap((persona, index) => {
    const n = index + 1;
    const names = [
      `test_${n}`,
      `test${n}`,
      ...DOMAINS.map((domain) => `test${n}@${domain}`),
      // Phone and licence, each in the older notation too.
      `80090000${n}0`,
      `800900000${n}`,
      `d12300${n}0`,
      `d123000${n}`,
    ];
    return names.map((name): [string, Persona] => [name, persona]);
  }),
]);

/**
 * The person behind a login: a persona by e-mail, username, phone or licence, one made for tests, or a
 * generated one by `gen_<n>`, which exists for any n. Generated people all take the code 8081.
 */
export function findPersona(login: string): Persona | undefined {
  const name = login.trim().toLowerCase();
  const generated = /^gen_0*(\d+)$/.exec(name)?.[1];
  if (generated) return { id: `gen_${generated}`, mfa_code: '8081', hint: '(***) ***-0010' };
  return logins.get(name) ?? logins.get(phoneDigits(name));
}

/** The ten digits of a North American number in any notation; empty for anything else. */
function phoneDigits(text: string): string {
  if (!/^\+?[\d\s().-]+$/.test(text)) return '';
  return text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
}
