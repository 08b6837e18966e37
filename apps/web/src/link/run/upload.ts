import type { FormFile, FormSlot } from '@intarsia/domain';
import type { Platform } from '../platform.ts';

/** What becomes of a file that is sent. */
export type UploadFailure =
  | 'large'
  | 'kind'
  | 'empty'
  | 'full'
  | 'broken'
  | 'expired'
  | 'cancelled';

/** A file on its way to a form. */
export interface Sending {
  readonly form: string;
  readonly slot: FormSlot;
  readonly file: File;
  readonly token: string;
  /** Told how much of it has been sent, 0 to 1. */
  onProgress(share: number): void;
}

const failures: Readonly<Record<string, UploadFailure>> = {
  body_too_large: 'large',
  media_type_unsupported: 'kind',
  file_empty: 'empty',
  form_full: 'full',
  token_expired: 'expired',
};

/**
 * Sends a file by an old request, as only these tell how far an upload has come. Gives the kept file or why
 * there is none; `stop` ends it.
 */
export function sendFile(
  { newUpload, origin }: Platform,
  { form, slot, file, token, onProgress }: Sending,
): { readonly done: Promise<FormFile | UploadFailure>; stop(): void } {
  const request = newUpload();
  const done = new Promise<FormFile | UploadFailure>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(outcomeOf(request));
    request.onerror = () => resolve('broken');
    request.onabort = () => resolve('cancelled');
  });
  const query = new URLSearchParams({ slot, name: file.name });
  request.open('POST', `${origin}/v1/forms/${form}/files?${query}`);
  request.responseType = 'json';
  request.setRequestHeader('authorization', `Bearer ${token}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.send(file);
  return { done, stop: () => request.abort() };
}

function outcomeOf({ status, response }: XMLHttpRequest): FormFile | UploadFailure {
  // Safe: what the documented row answers with this status.
  if (status === 201) return response as FormFile;
  return failures[Object(response).code] ?? 'broken';
}
