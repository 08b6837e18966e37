import { z } from 'zod';

/** What the login screen of a link item asks for, in one of its fields. Texts are Link's: here stand their keys. */
export const LoginField = z.object({
  /** The member of the credentials that it fills. */
  name: z.enum(['username', 'password']),
  label_key: z.enum(['username', 'email', 'phone', 'email_or_phone', 'employee_login', 'password']),
  kind: z.enum(['text', 'email', 'tel', 'password']),
  /** For the browser and its password manager (HTML's `autocomplete`). */
  autocomplete: z.enum(['username', 'email', 'tel', 'current-password']),
  /** What the person may not know about this field; null when there is nothing to say. */
  help_key: z.enum(['platform_login', 'employee_login']).nullable(),
  /** What can be told before anything is sent. */
  rules: z.object({ min_length: z.int().min(1), max_length: z.int().min(1) }),
});
export type LoginField = z.infer<typeof LoginField>;
