import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/**
 * Whether the person has moved from one page to another since the Console was opened. The first page leaves
 * the focus where the browser puts it.
 */
export function useHasMoved(): () => boolean {
  const router = useRouter();
  return useCallback(() => (router.history.location.state.__TSR_index ?? 0) > 0, [router]);
}

/** Goes to an address that was kept as a text, or to the start. */
export function useGoTo(): (address: string | undefined) => Promise<void> {
  const navigate = useNavigate();
  return useCallback(
    (address) => (address === undefined ? navigate({ to: '/' }) : navigate({ href: address })),
    [navigate],
  );
}
