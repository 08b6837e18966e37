import { FileType, type FormSlot, type FormTemplate, MAX_FILE_BYTES } from '@intarsia/domain';

/** Files that one slot takes: a year of paystubs comes in one file, or month by month. */
const MAX_FILES = 20;

function slot(name: FormSlot, label: string): FormTemplate['slots'][number] {
  const media_types = [...FileType.options];
  return { name, label, media_types, max_files: MAX_FILES, max_bytes: MAX_FILE_BYTES };
}

const slots = [
  slot('paystubs', 'Paystubs'),
  slot('form_w2', 'Form W-2'),
  slot('form_1099', 'Form 1099'),
];

/** For people whose login does not work, or who have papers instead of one. Clients store the id. */
export const documents: FormTemplate = {
  id: '6b1f3a52-0c6e-5d0a-9a1c-3f4f0e8f2d11',
  version: '0',
  name: 'Documents',
  description: 'Paystubs and tax forms as files.',
  fields: [
    { name: 'income_source', label: 'Who pays you', is_required: false },
    { name: 'payroll_provider', label: 'Payroll provider', is_required: false },
  ],
  slots,
  needs_files: true,
};

/** For people who can't find where their income comes from. Clients store the id. */
export const incomeSource: FormTemplate = {
  id: 'b8d2c7e4-91f5-5a37-8c60-7d1e5b9a4f22',
  version: '0',
  name: 'Income source',
  description: 'Who pays, and through which payroll provider; files can be added.',
  fields: [
    { name: 'income_source', label: 'Who pays you', is_required: true },
    { name: 'payroll_provider', label: 'Payroll provider', is_required: false },
  ],
  slots,
  needs_files: false,
};
