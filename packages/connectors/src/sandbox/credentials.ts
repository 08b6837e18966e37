import {
  type CatalogueItem,
  ConnectionError,
  ConnectionErrorCode,
  connectionErrors,
  type LoginField,
} from '@intarsia/domain';
import { z } from 'zod';
import { findPersona, type Persona } from './personas.ts';

/** What the login screen of a sandbox item asks for. */
export const SandboxCredentials = z.object({
  username: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  password: z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  /** Answers the question for a verification code before it is asked. */
  mfa_code: z
    .string()
    .min(1, 'must not be empty')
    .max(64, 'must have at most 64 characters')
    .optional(),
});
export type SandboxCredentials = z.infer<typeof SandboxCredentials>;

const rules = { min_length: 1, max_length: 200 };
const named = { name: 'username', kind: 'text', autocomplete: 'username', rules } as const;
const logins: Partial<Record<CatalogueItem['item']['kind'], LoginField>> = {
  gig: { ...named, label_key: 'email_or_phone', help_key: null },
  employer: { ...named, label_key: 'employee_login', help_key: 'employee_login' },
  platform: { ...named, label_key: 'username', help_key: 'platform_login' },
};

/** The login screen of a sandbox item: it asks for what such a source asks for, and takes any known login. */
export function loginFields({ item }: CatalogueItem): readonly LoginField[] {
  return [
    logins[item.kind] ?? { ...named, label_key: 'email', help_key: null },
    {
      name: 'password',
      label_key: 'password',
      kind: 'password',
      autocomplete: 'current-password',
      help_key: null,
      rules,
    },
  ];
}

/** How a login will go. The password decides. */
export interface Outcome {
  readonly persona: Persona;
  /** The login is refused with this code once the source has looked at it. */
  readonly refused?: ConnectionErrorCode;
  /** The login works, and the session is lost with this code during its first scan. */
  readonly lost?: ConnectionErrorCode;
  /** The source takes half a minute to look at it. */
  readonly slow?: true;
}

/**
 * What becomes of these credentials: `passgood` works, `passslow` works after half a minute,
 * `pass_<error code>` gives that error, and everything else is a wrong login. The codes that only a
 * session can give (`auth_required` above all) let the login through first.
 */
export function outcomeOf(credentials: SandboxCredentials): Outcome | undefined {
  const persona = findPersona(credentials.username);
  if (!persona) return undefined;
  if (credentials.password === 'passgood') return { persona };
  if (credentials.password === 'passslow') return { persona, slow: true };
  const code = codeNamedBy(credentials.password);
  if (!code) return undefined;
  return connectionErrors[code].refused ? { persona, refused: code } : { persona, lost: code };
}

function codeNamedBy(password: string): ConnectionErrorCode | undefined {
  if (!password.startsWith('pass_')) return undefined;
  return ConnectionErrorCode.safeParse(password.slice('pass_'.length)).data;
}

/** Accepts the verification code of the person, throws what any other one means. */
export function checkCode(code: string, persona: Persona): void {
  const digits = code.replace(/[\s-]/g, '');
  if (digits === '9001') throw new ConnectionError('mfa_timeout');
  if (digits === '9002') throw new ConnectionError('mfa_attempts_exceeded');
  if (digits === '9003') throw new ConnectionError('mfa_cancelled_by_the_user');
  if (digits !== persona.mfa_code) throw new ConnectionError('invalid_mfa');
}
