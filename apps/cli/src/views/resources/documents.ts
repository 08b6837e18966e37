import type { Document } from '@intarsia/domain';
import { masked } from '../figures.ts';
import { record } from '../record.ts';
import type { Column } from '../table.ts';
import { day, said, words } from '../words.ts';

export const documentColumns: readonly Column<Document>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Document', of: nameOf, cut: true, least: 24 },
  { title: 'Date', of: ({ available_date }) => day(available_date) },
  { title: 'File', of: ({ file_url }) => (file_url === null ? 'none' : 'yes') },
  { title: 'Expires', of: ({ expiration_date }) => day(expiration_date), optional: true },
  { title: 'Number', of: ({ document_number }) => masked(document_number), optional: true },
  { title: 'Employer', of: ({ employer }) => said(employer), optional: true },
];

export const documentView = record<Document>((document, paint) => [
  ['Document', nameOf(document)],
  ['Type', words(document.document_type)],
  ['Number', masked(document.document_number)],
  ['Date', day(document.available_date)],
  ['Expires', day(document.expiration_date)],
  ['File', document.file_url === null ? 'none' : `yes: intarsia documents open ${document.id}`],
  ...(document.ocr_data === null
    ? []
    : [
        [
          'Read by OCR',
          `${said(document.ocr_data.form_type)} ${paint.dim('(more with --json)')}`,
        ] as const,
      ]),
]);

function nameOf({ document_type, document_type_description }: Document): string {
  return said(document_type_description ?? words(document_type));
}
