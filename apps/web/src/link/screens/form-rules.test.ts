import { expect, test } from 'vitest';
import { en } from '../texts/en.ts';
import { faultsIn } from './form-rules.ts';

const fields = [
  { name: 'income_source' as const, label: 'Who pays you', is_required: true },
  { name: 'payroll_provider' as const, label: 'Payroll provider', is_required: false },
];
const words = en.form;
const answers = { income_source: 'Corner bakery', payroll_provider: null };

test.each([
  ['nothing is missing', false, answers, 0, false, {}],
  ['files that are needed are there', true, answers, 1, false, {}],
  ['a file is needed', true, answers, 0, false, { files: 'Add at least one file.' }],
  ['a file is on its way', true, answers, 0, true, { files: 'Files are still being sent.' }],
  [
    'an answer is needed',
    false,
    { ...answers, income_source: null },
    0,
    false,
    { income_source: 'Who pays you: fill this in.' },
  ],
])('%s', (_, needs_files, given, files, isSending, faults) => {
  expect(faultsIn({ fields, needs_files }, given, { files, isSending, words })).toEqual(faults);
});
