import { useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Lock, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useInstanceApi } from '../app/api.tsx';
import { useOperator } from '../session/operator.tsx';

const schemes = {
  auto: { next: 'light', icon: Monitor, word: 'as the system' },
  light: { next: 'dark', icon: Sun, word: 'light' },
  dark: { next: 'auto', icon: Moon, word: 'dark' },
} as const;

/** Who is signed in, and what is about the person: theme, password, signing out. */
export function RailFoot() {
  const { email, role } = useOperator();
  return (
    <div className="rail-foot">
      <div className="rail-operator">
        <span className="rail-email" title={email}>
          {email}
        </span>
        <span className="muted small">{role === 'admin' ? 'Admin' : 'Viewer, read only'}</span>
      </div>
      <div className="rail-tools">
        <ThemeButton />
        <Link
          to="/password"
          className="icon-button"
          aria-label="Set password"
          data-tip="Set password"
        >
          <Lock size={16} strokeWidth={1.5} aria-hidden="true" />
        </Link>
        <SignOutButton />
      </div>
    </div>
  );
}

function ThemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { next, icon: Icon, word } = schemes[colorScheme];
  const label = `Theme: ${word}. Change to ${schemes[next].word}`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      data-tip={label}
      onClick={() => setColorScheme(next)}
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}

function SignOutButton() {
  const api = useInstanceApi();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation(
    api.session.signOut.mutationOptions({
      async onSettled() {
        await navigate({ to: '/sign-in', search: {} });
        queryClient.clear();
      },
    }),
  );
  return (
    <button
      type="button"
      className="icon-button"
      aria-label="Sign out"
      data-tip="Sign out"
      disabled={signOut.isPending}
      onClick={() => signOut.mutate({})}
    >
      <LogOut size={16} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}
