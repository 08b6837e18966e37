import { z } from 'zod';
import { isWellFormed, Slug } from '../values.ts';
import { ConnectScript } from './connect-script.ts';
import { LaterScript } from './later-script.ts';
import { PayDistributionScript } from './pay-distribution-script.ts';
import { ScanScript } from './scan-script.ts';

/** The name of a scenario: also the username of its login, unless it says another. */
export const ScenarioName = z
  .string()
  .regex(
    /^[a-z0-9]+(?:[_-][a-z0-9]+)*$/,
    'must be lower-case letters and digits with - or _ between them',
  )
  .max(64, 'must have at most 64 characters');
export type ScenarioName = z.infer<typeof ScenarioName>;

const CONTROL = 'must not contain control characters or lone surrogates';

const QUOTES = 'must be a text; write digits in quotes, as in "5551234"';
const LoginText = z
  .string(QUOTES)
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .refine(isWellFormed, CONTROL);

const LoginTexts = z
  .array(LoginText)
  .min(1, 'must not be empty')
  // A union keeps what a refinement says, and not what `max` says.
  .refine((all) => all.length <= 20, 'must have at most 20 usernames')
  .meta({ maxItems: 20 });

const Login = z
  .strictObject({
    username: z
      .union([LoginText, LoginTexts], QUOTES)
      .optional()
      .meta({ description: 'One username or several; the name of the scenario when not said.' }),
    password: LoginText.default('passgood'),
  })
  .meta({ description: 'Who logs in. With another password the login goes as without scenario.' });

/** People whose data a scenario may show. */
const Persona = z
  .string()
  .regex(
    /^(?:test_[123]|test_busy|test_jobs|test_contractor|test_empty|gen_(?:0|[1-9]\d{0,8}))$/,
    'must be test_1, test_2, test_3, test_busy, test_jobs, test_contractor, test_empty or gen_<n>',
  );

/** A script of what a sandbox login does over time. */
export const Scenario = z
  .strictObject({
    name: ScenarioName,
    description: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(1000, 'must have at most 1000 characters')
      .refine((text) => isWellFormed(text.replaceAll('\n', ' ')), CONTROL),
    login: Login.prefault({}),
    link_items: z
      .array(Slug)
      .min(1, 'must not be empty')
      .max(200, 'must have at most 200 link items')
      .optional()
      .meta({ description: 'Where the login exists; at every link item when not said.' }),
    persona: Persona.optional().meta({
      description: 'Whose data the account has; that of a person of its own when not said.',
    }),
    connect: ConnectScript.optional().meta({
      description: 'What the login does; as any sandbox login when not said.',
    }),
    reconnect: ConnectScript.optional().meta({
      description: 'What it does when credentials are submitted again; as `connect` when not said.',
    }),
    scan: ScanScript.default([]).meta({ description: 'What happens in the first scan.' }),
    pay_distribution: PayDistributionScript.optional().meta({
      description: 'What becomes of deposit switches; as anywhere when not said.',
    }),
    later: LaterScript.default([]).meta({ description: 'What happens after the login.' }),
  })
  .meta({
    title: 'Intarsia scenario',
    description: 'What a login of the sandbox does, step by step and over time.',
  });
export type Scenario = z.infer<typeof Scenario>;

/** The usernames of a scenario's login. */
export function usernamesOf({ name, login: { username = name } }: Scenario): readonly string[] {
  return typeof username === 'string' ? [username] : username;
}

/** Whether a login is that of a scenario. */
export function isLoginOf(
  scenario: Scenario,
  login: { readonly username: string; readonly password: string; readonly link_item: string },
): boolean {
  const { login: own, link_items } = scenario;
  const username = fold(login.username);
  return (
    own.password === login.password &&
    (link_items === undefined || link_items.includes(login.link_item)) &&
    usernamesOf(scenario).some((name) => fold(name) === username)
  );
}

/** People write their login now with capitals, now without. */
function fold(username: string): string {
  return username.trim().toLowerCase();
}
