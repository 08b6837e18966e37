import { ResourceRef } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command, option } from '../command.ts';
import { Failure } from '../failures.ts';
import type { Io, Remote } from '../io.ts';
import { counted, plain } from '../views/text.ts';

/** Prints the link to a document's file, or saves the file. */
export const openDocument = command({
  name: 'documents open',
  summary: 'Print a link to the file of a document, or save the file',
  args: { id: arg('Id of the document', ResourceRef.shape.id) },
  options: {
    output: option(
      '<file>',
      'Save the file here; - for stdout',
      z.string().min(1, 'must not be empty').optional(),
    ),
  },
  examples: [
    'documents open 018051aa-f7a9-7000-8000-000000000003',
    'documents open 018051aa-f7a9-7000-8000-000000000003 --output payslip.pdf',
  ],
  run: async (call, { id, output }) => {
    const { file_url } = await call.api.documents.get.query({ id });
    if (file_url === null) throw new Failure('failure', `The document ${id} has no file.`);
    if (output !== undefined) return save(call, { id, file_url, output });
    await call.print({ id, file_url }, () => plain(file_url));
    call.note('Works for 15 minutes, for whoever has it. Save the file with --output <file>.');
  },
});

async function save(
  { download, print, save }: Io & Remote,
  { id, file_url, output }: { id: string; file_url: string; output: string },
): Promise<void> {
  const bytes = await download(file_url);
  await save(output, bytes);
  // The bytes themselves are the data there.
  if (output === '-') return;
  const size = bytes.byteLength;
  await print(
    { id, file: output, size },
    () => `Saved ${counted(size, 'byte')} as ${plain(output)}.`,
  );
}
