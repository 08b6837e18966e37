import type { Form } from '@intarsia/domain';
import { record } from '../record.ts';
import { state, stateColumn } from '../states.ts';
import type { Column } from '../table.ts';
import { counted, moment } from '../text.ts';
import { said } from '../words.ts';

export const formColumns: readonly Column<Form>[] = [
  { title: 'Id', of: ({ id }) => id },
  stateColumn,
  { title: 'Files', of: (form) => String(filesOf(form).length), align: 'right' },
  { title: 'Income source', of: ({ data }) => said(data.income_source), cut: true },
  { title: 'Created (UTC)', of: ({ created_at }) => moment(created_at), optional: true },
  { title: 'Payroll provider', of: ({ data }) => said(data.payroll_provider), optional: true },
];

export const formView = record<Form>((form, paint) => [
  ['Status', state(form.status, paint)],
  ['Template', `${form.template}, version ${said(form.version)}`],
  ['Income source', said(form.data.income_source)],
  ['Payroll provider', said(form.data.payroll_provider)],
  ['Files', filesOf(form).map(fileLine).join('\n') || '–'],
]);

type Uploads = 'paystubs' | 'form_w2' | 'form_1099';

const kinds: readonly (readonly [Uploads, string])[] = [
  ['paystubs', 'payslip'],
  ['form_w2', 'W-2'],
  ['form_1099', '1099'],
];

function filesOf({ data }: Form) {
  return kinds.flatMap(([name, word]) => data[name].map((file) => ({ ...file, word })));
}

function fileLine({ name, word, size }: ReturnType<typeof filesOf>[number]): string {
  return `${said(name)} (${word}, ${counted(size, 'byte')})`;
}
