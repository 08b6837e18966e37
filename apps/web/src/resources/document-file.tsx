import { useQueryClient } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { explain } from '../ui/explain.ts';
import { useToast } from '../ui/toasts.tsx';

/**
 * Opens the file of a document in a window of its own. Its link lives for minutes, so a fresh one is read
 * at the moment of the click.
 */
export function DocumentFile({ id, name }: { id: string; name: string }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const read = async () => {
    const document = await queryClient.fetchQuery(
      api.documents.get.queryOptions({ id }, { staleTime: 0 }),
    );
    return document.file_url;
  };
  return <FileButton name={name} read={read} />;
}

/** A button that opens a file whose link is read when it is pressed. */
export function FileButton({ name, read }: { name: string; read(): Promise<string | null> }) {
  const say = useToast();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    // Opened at once, in the click itself: browsers block windows that come later.
    const tab = window.open('', '_blank');
    setBusy(true);
    try {
      const url = await read();
      if (url === null) say('There is no file for this.');
      else if (!tab) say('The browser did not allow a new window.');
      if (url === null || !tab) return tab?.close();
      tab.opener = null;
      tab.location.replace(url);
    } catch (error) {
      tab?.close();
      say(explain(error).title);
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" className="file-button" aria-busy={busy} onClick={open}>
      <FileText size={16} strokeWidth={1.5} aria-hidden="true" />
      {name}
    </button>
  );
}
