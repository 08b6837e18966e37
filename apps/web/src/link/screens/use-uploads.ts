import type { Form, FormFile, FormSlot } from '@intarsia/domain';
import { useEffect, useRef, useState } from 'react';
import { sendFile, type UploadFailure } from '../run/upload.ts';
import { useFace } from '../ui/context.tsx';

/** A file on its way, or one that did not arrive. */
export interface Upload {
  readonly id: number;
  readonly slot: FormSlot;
  readonly file: File;
  /** 0 to 1. */
  readonly share: number;
  readonly failure?: UploadFailure | undefined;
}

/** The files of a form: those that have arrived, those on their way, and what can be done with them. */
export interface Uploads {
  readonly kept: readonly { readonly slot: FormSlot; readonly file: FormFile }[];
  readonly under_way: readonly Upload[];
  readonly isSending: boolean;
  add(slot: FormSlot, files: readonly File[]): void;
  stop(upload: Upload): void;
  again(upload: Upload): void;
  remove(file: FormFile): void;
}

/** Sends files as soon as they are picked, each by itself. */
export function useUploads(form: Form): Uploads {
  const { session, platform, texts, announce } = useFace();
  const [kept, setKept] = useState(() => filesOf(form));
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const stops = useRef(new Map<number, () => void>());
  const next = useRef(0);
  useEffect(() => {
    const all = stops.current;
    return () => {
      for (const stop of all.values()) stop();
    };
  }, []);

  const change = (id: number, changes: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const drop = (id: number) => setUploads((all) => all.filter((one) => one.id !== id));

  async function start({ id, slot, file }: Upload): Promise<void> {
    const onProgress = (share: number) => change(id, { share });
    const sending = { form: form.id, slot, file, onProgress };
    const { done, stop } = sendFile({ platform, session }, sending);
    stops.current.set(id, stop);
    const outcome = await done;
    stops.current.delete(id);
    if (outcome === 'cancelled') return drop(id);
    if (typeof outcome === 'string') {
      change(id, { failure: outcome });
      return announce(`${file.name}: ${texts.form.failures[failureName(outcome)]}`);
    }
    drop(id);
    setKept((all) => [...all, { slot, file: outcome }]);
    announce(texts.form.uploaded(file.name));
  }

  return {
    kept,
    under_way: uploads,
    isSending: uploads.some(({ failure }) => failure === undefined),
    add(slot, files) {
      const added = files.map((file) => ({ id: next.current++, slot, file, share: 0 }));
      setUploads((all) => [...all, ...added]);
      for (const one of added) void start(one);
    },
    stop({ id }) {
      const stop = stops.current.get(id);
      if (stop) stop();
      else drop(id);
    },
    again(upload) {
      change(upload.id, { failure: undefined, share: 0 });
      void start(upload);
    },
    async remove(file) {
      const ask = session.asPerson((api) =>
        api.forms.removeFile.mutate({ id: form.id, file: file.file_id }),
      );
      const isGone = await ask.then(
        () => true,
        () => false,
      );
      if (!isGone) return announce(texts.broken);
      setKept((all) => all.filter((one) => one.file.file_id !== file.file_id));
      announce(texts.form.removed(file.name));
    },
  };
}

/** The failures that have a text of their own. */
export function failureName(
  failure: UploadFailure,
): 'large' | 'kind' | 'empty' | 'full' | 'broken' {
  return failure === 'expired' || failure === 'cancelled' ? 'broken' : failure;
}

/** Named here: the list of the domain comes with the schemas of everything. */
const slots = ['paystubs', 'form_w2', 'form_1099'] as const satisfies readonly FormSlot[];

function filesOf({ data }: Form): Uploads['kept'] {
  return slots.flatMap((slot) => data[slot].map((file) => ({ slot, file })));
}
