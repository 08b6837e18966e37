import { z } from 'zod';
import { commonFields, Moment, Text } from './common.ts';

/** What a document is. The published list is not known; this one covers what sources give. */
export const DocumentType = z.enum([
  'paystub',
  'W-2',
  '1099',
  'drivers_license',
  'vehicle_insurance',
  'vehicle_registration',
  'other',
]);
export type DocumentType = z.infer<typeof DocumentType>;

/** What was read from a scanned document. */
export const OcrData = z.object({
  form_type: Text,
  omb_no: Text,
  year: Text,
  form: z.object({
    recipient: z.record(z.string(), z.unknown()).nullable(),
    payer: z.record(z.string(), z.unknown()).nullable(),
  }),
  warnings: z.array(z.object({ field_name: Text, message: Text, severity: Text })),
  confidence: z.number().nullable(),
  ocr_page_count: z.int().nullable(),
  error: Text,
});
export type OcrData = z.infer<typeof OcrData>;

/** A paper of the person: the documented document object. */
export const Document = z.object({
  ...commonFields,
  document_type: DocumentType,
  document_number: Text,
  document_type_description: Text.meta({ description: 'Free text, such as a year and a form.' }),
  expiration_date: Moment,
  available_date: Moment,
  file_url: Text.meta({
    description: 'A signed link that lives 15 minutes. Read the document again for a fresh one.',
  }),
  ocr_data: OcrData.nullable().meta({ description: 'Null for a document that was not scanned.' }),
});
export type Document = z.infer<typeof Document>;
