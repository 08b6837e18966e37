import {
  Activity,
  Building2,
  Diamond,
  FlaskConical,
  KeyRound,
  type LucideIcon,
  Palette,
  Plug,
  Store,
  UserCog,
  Users,
  Webhook,
} from 'lucide-react';

/** A page that the rail leads to. */
export const nouns = [
  { to: '/$environment', label: 'Overview', icon: Diamond, exact: true },
  { to: '/$environment/users', label: 'Users', icon: Users, exact: false },
  { to: '/$environment/accounts', label: 'Accounts', icon: Plug, exact: false },
  { to: '/$environment/link-items', label: 'Link items', icon: Store, exact: false },
  { to: '/$environment/events', label: 'Events', icon: Activity, exact: false },
  { to: '/$environment/webhooks', label: 'Webhooks', icon: Webhook, exact: false },
  {
    to: '/$environment/sandbox',
    label: 'Sandbox',
    icon: FlaskConical,
    exact: false,
    only: 'sandbox',
  },
  { to: '/$environment/keys', label: 'API keys', icon: KeyRound, exact: false },
  { to: '/$environment/link-settings', label: 'Link settings', icon: Palette, exact: false },
] as const satisfies readonly Noun[];

/** Pages about the whole server, whatever the environment. */
export const serverNouns = [
  { to: '/$environment/clients', label: 'Clients', icon: Building2, exact: false },
  { to: '/$environment/operators', label: 'Operators', icon: UserCog, exact: false },
] as const satisfies readonly Noun[];

interface Noun {
  readonly to: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Marked only on the very page, not on those below it. */
  readonly exact: boolean;
  /** The kind of environment that has it; every kind when not said. */
  readonly only?: 'sandbox';
}
