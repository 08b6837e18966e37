import { type ConnectionErrorCode, connectionErrors } from '@intarsia/domain';

/** Somebody who can log in to a sandbox. */
export interface Persona {
  readonly username: string;
  /** The verification code that works for this person. */
  readonly code: string;
  /** What sets the person apart. */
  readonly about: string;
}

/** Everybody whom each sandbox knows by name. What they have depends on the link item they log in to. */
export const personas: readonly Persona[] = [
  {
    username: 'test_1',
    code: '8081',
    about: 'Drives four days a week; elsewhere an hourly job in a warehouse, paid weekly.',
  },
  {
    username: 'test_2',
    code: '8082',
    about: 'Retail job paid every two weeks, about $1,500 gross, and an old contract.',
  },
  { username: 'test_3', code: '8083', about: 'Monthly salary of $5,492.06 gross.' },
  {
    username: 'test_busy',
    code: '8081',
    about: 'Works six days a week: more than 2,000 activities in 30 months.',
  },
  { username: 'test_jobs', code: '8081', about: 'Three jobs at once.' },
  {
    username: 'test_contractor',
    code: '8081',
    about: 'A contractor without work since June 2019.',
  },
  { username: 'test_empty', code: '8081', about: 'Logs in, and there is nothing at all.' },
];

/** How generated people are called. */
export const GENERATED: Persona = {
  username: 'gen_1',
  code: '8081',
  about: 'And gen_2, gen_3 …: as many people as you need, each always the same.',
};

/** Codes that every login takes as something else than its own. */
export const answers = [
  { code: '9001', about: 'The code comes too late.' },
  { code: '9002', about: 'Too many codes were tried.' },
  { code: '9003', about: 'The person backs out.' },
  { code: '0000', about: 'Any other code is a wrong one.' },
] as const;

/** What is submitted as a login. */
export interface Login {
  readonly username: string;
  readonly password: string;
  /** Empty when the question for a code is to be answered later. */
  readonly mfa_code: string;
}

/** A login that connects. */
export const firstLogin: Login = { username: 'test_1', password: 'passgood', mfa_code: '8081' };

/** A login with something changed in it; another person brings another code. */
export function changedLogin(login: Login, part: Partial<Login>): Login {
  const own = part.username === undefined ? {} : { mfa_code: codeOf(part.username) };
  return { ...login, ...part, ...own };
}

/** The code that works for a login. */
export function codeOf(username: string): string {
  return personas.find((persona) => persona.username === username)?.code ?? GENERATED.code;
}

/** What a password makes of a login. */
export interface Ending {
  readonly password: string;
  readonly label: string;
}

/** Passwords that let the login in, refuse it, or let it in and lose the session afterwards. */
export const endings: readonly { readonly group: string; readonly items: readonly Ending[] }[] = [
  {
    group: 'Works',
    items: [
      { password: 'passgood', label: 'Connects' },
      { password: 'passslow', label: 'Connects after 30 seconds' },
    ],
  },
  { group: 'Loses its session', items: errorEndings(false) },
  { group: 'Is refused', items: errorEndings(true) },
];

function errorEndings(refused: boolean): Ending[] {
  // Safe: the table has exactly the codes as its keys.
  const codes = Object.keys(connectionErrors) as ConnectionErrorCode[];
  return codes
    .filter((code) => connectionErrors[code].refused === refused)
    .sort()
    .map((code) => ({ password: `pass_${code}`, label: code }));
}

/** What can be answered when the login asks for a code; nothing means: later, on the account's page. */
export function codeChoices(username: string) {
  const right = codeOf(username);
  return [
    { value: right, label: `${right}, the right one` },
    { value: '', label: 'Later, on the account’s page' },
    { value: '0000', label: '0000, a wrong one' },
    { value: '9001', label: '9001, comes too late' },
    { value: '9002', label: '9002, too many attempts' },
    { value: '9003', label: '9003, the person backs out' },
  ];
}
