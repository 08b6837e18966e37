import type { Employment } from '@intarsia/domain';
import { money } from '../figures.ts';
import { record } from '../record.ts';
import { state, stateColumn } from '../states.ts';
import type { Column } from '../table.ts';
import { day, said, words } from '../words.ts';

export const employmentColumns: readonly Column<Employment>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Job title', of: ({ job_title }) => said(job_title), cut: true, least: 16 },
  stateColumn,
  { title: 'Hired', of: ({ hire_datetime }) => day(hire_datetime), optional: true },
  { title: 'Ended', of: ({ termination_datetime }) => day(termination_datetime), optional: true },
  { title: 'Base pay', of: basePay, align: 'right', optional: true },
  { title: 'Type', of: ({ type }) => words(type), optional: true },
  { title: 'Employer', of: ({ employer }) => said(employer), optional: true },
];

export const employmentView = record<Employment>((employment, paint) => [
  ['Job title', said(employment.job_title)],
  ['Status', state(employment.status, paint)],
  ['Type', words(employment.type)],
  ['Hired', day(employment.hire_datetime)],
  ['Ended', day(employment.termination_datetime)],
  ...(employment.termination_reason === null
    ? []
    : [['Reason', said(employment.termination_reason)] as const]),
  ['Base pay', basePay(employment)],
  ['Paid', words(employment.pay_cycle)],
  ['Employee id', said(employment.platform_ids.employee_id)],
  ['Position id', said(employment.platform_ids.position_id)],
  ['Platform id', said(employment.platform_ids.platform_user_id)],
]);

/** `19.73 USD hourly`. */
function basePay({ base_pay: { amount, currency, period } }: Employment): string {
  if (amount === null) return '–';
  return `${money(amount, currency)}${period === null ? '' : ` ${period}`}`;
}
