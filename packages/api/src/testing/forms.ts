import { Form, FormFile } from '@intarsia/domain';
import type { TestAnswer, TestInstance, TestRequest } from '../../../runtime/src/testing.ts';

/** A PDF that says this and is this many bytes long. */
export function pdfOf(text: string, size = 0): Uint8Array {
  const bytes = Buffer.alloc(Math.max(size, text.length + 9), 0x20);
  bytes.write(`%PDF-1.7\n${text}`, 'latin1');
  return bytes;
}

/** Begins a form; `body` says for whom. */
export async function started(t: TestInstance, body: object = {}): Promise<Form> {
  const answer = await t.rest('POST', '/v1/forms', { body });
  if (answer.status !== 201) throw new Error(answer.text);
  return Form.parse(answer.body);
}

/** What an upload says beside its bytes. */
export interface UploadRequest extends Pick<TestRequest, 'auth' | 'headers'> {
  readonly search?: string;
}

/** Uploads a file, whatever comes of it. */
export function upload(
  t: TestInstance,
  form: string,
  body: Uint8Array,
  { search = 'slot=paystubs&name=april.pdf', ...request }: UploadRequest = {},
): Promise<TestAnswer> {
  return t.rest('POST', `/v1/forms/${form}/files?${search}`, { body, ...request });
}

/** Uploads a file that is taken. */
export async function uploaded(
  t: TestInstance,
  form: string,
  { bytes = pdfOf('a paystub'), ...request }: UploadRequest & { bytes?: Uint8Array } = {},
): Promise<FormFile> {
  const answer = await upload(t, form, bytes, request);
  if (answer.status !== 201) throw new Error(answer.text);
  return FormFile.parse(answer.body);
}

/** Reads what a link leads to, as everybody may who has it. */
export function follow(t: TestInstance, url: string | null, method = 'GET'): Promise<TestAnswer> {
  const { pathname } = new URL(url ?? '');
  return t.rest(method, pathname, { auth: null });
}
