import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { useToast } from '../ui/toasts.tsx';

/** Gives a function that says what was done to a webhook, and has all that is shown of webhooks asked anew. */
export function useChanged(): (text: string) => void {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  return (text) => {
    say(text);
    void queryClient.invalidateQueries({ queryKey: api.webhooks.pathKey() });
  };
}
