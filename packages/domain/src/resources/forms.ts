import { z } from 'zod';
import { Id, Timestamp } from '../values.ts';
import { commonFields, Text } from './common.ts';

/** One uploaded file of a form. */
export const FormFile = z.object({
  file_id: Id,
  status: z.string().meta({ description: '`available` once it can be read.' }),
  url: Text.meta({ description: 'A signed link that lives 15 minutes.' }),
  name: z.string(),
  size: z.int().min(0).meta({ description: 'Bytes.' }),
  created_at: Timestamp,
  metadata: z.record(z.string(), z.unknown()),
});
export type FormFile = z.infer<typeof FormFile>;

/** What a person sent in instead of connecting: the documented form object. It never comes from a scan. */
export const Form = z.object({
  ...commonFields,
  template: Id,
  version: z.string(),
  status: z.enum(['in_progress', 'submitted']),
  data: z.object({
    income_source: Text,
    payroll_provider: Text,
    paystubs: z.array(FormFile),
    form_w2: z.array(FormFile),
    form_1099: z.array(FormFile),
  }),
});
export type Form = z.infer<typeof Form>;
