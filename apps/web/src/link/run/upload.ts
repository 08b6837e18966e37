import type { FormFile, FormSlot } from '@intarsia/domain';
import type { Platform } from '../platform.ts';
import type { Session } from './session.ts';

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

/** A file that is being sent. */
export interface Sent {
  /** The kept file, or why there is none. */
  readonly done: Promise<FormFile | UploadFailure>;
  stop(): void;
}

/** Sends a file; once more with a new token, if this one has ended. */
export function sendFile(
  { platform, session }: { platform: Platform; session: Session },
  sending: Sending,
): Sent {
  let current = attempt(platform, sending, session.token());
  const again = async (outcome: FormFile | UploadFailure) => {
    if (outcome !== 'expired') return outcome;
    await session.renew();
    current = attempt(platform, sending, session.token());
    return current.done;
  };
  return {
    done: current.done.then(again).catch(() => 'broken' as const),
    stop: () => current.stop(),
  };
}

/** By an old request, as only these tell how far an upload has come. */
function attempt(
  { newUpload, origin }: Platform,
  { form, slot, file, onProgress }: Sending,
  token = '',
): Sent {
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
