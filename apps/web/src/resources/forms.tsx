import type { Form } from '@intarsia/domain';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { Moment } from '../ui/moment.tsx';
import { counted } from '../ui/numbers.ts';
import { State } from '../ui/states.tsx';
import type { Column } from '../ui/table.tsx';
import { useAsked } from './asked.ts';
import { bytes } from './bytes.ts';
import { FileButton } from './document-file.tsx';
import { kindAt } from './kinds.ts';
import { RowLink } from './row-link.tsx';
import { Rows } from './rows.tsx';
import { formStates } from './states.ts';

const kind = kindAt('forms');

/** What the person sent in by hand. */
export function Forms() {
  const api = useApi();
  const { many, one, pace, kept } = useAsked();
  return (
    <Rows
      kind={kind}
      noun={['form', 'forms']}
      columns={columns}
      list={useQuery(api.forms.list.queryOptions(many, kept))}
      open={useQuery(api.forms.get.queryOptions(one, pace))}
      panel={(form) => ({
        title: form.data.income_source ?? 'Form',
        content: <FormParts form={form} />,
      })}
    />
  );
}

const columns: readonly Column<Form>[] = [
  {
    name: 'Income source',
    grow: true,
    cell: ({ id, data }) => (
      <RowLink kind="forms" id={id}>
        {data.income_source ?? 'Not told'}
      </RowLink>
    ),
  },
  { name: 'Files', align: 'right', cell: (form) => counted(filesOf(form).length, 'file') },
  {
    name: 'Created',
    align: 'right',
    gives: 'second',
    cell: ({ created_at }) => <Moment at={created_at} />,
  },
  { name: 'Status', cell: ({ status }) => <State {...formStates[status]} /> },
];

function FormParts({ form }: { form: Form }) {
  const files = filesOf(form);
  return (
    <>
      <Facts>
        <Fact name="Status">
          <State {...formStates[form.status]} />
        </Fact>
        <Fact name="Payroll provider">
          {form.data.payroll_provider ?? <span className="muted">not told</span>}
        </Fact>
        <Fact name="Created">
          <Moment at={form.created_at} />
        </Fact>
      </Facts>
      {files.length === 0 ? <p className="muted">No file was sent in.</p> : null}
      <ul className="file-list">
        {files.map((file) => (
          <FileRow key={file.file_id} form={form.id} file={file} />
        ))}
      </ul>
    </>
  );
}

type FormFile = Form['data']['paystubs'][number];
type NamedFile = FormFile & { readonly part: string };

function filesOf({ data }: Form): NamedFile[] {
  return [
    ...data.paystubs.map((file) => ({ ...file, part: 'Payslip' })),
    ...data.form_w2.map((file) => ({ ...file, part: 'W-2' })),
    ...data.form_1099.map((file) => ({ ...file, part: '1099' })),
  ];
}

function FileRow({ form, file }: { form: string; file: NamedFile }) {
  const api = useApi();
  const queryClient = useQueryClient();
  // The link lives for minutes, so a fresh one is read for every click.
  const read = async () => {
    const fresh = await queryClient.fetchQuery(
      api.forms.get.queryOptions({ id: form }, { staleTime: 0 }),
    );
    return filesOf(fresh).find(({ file_id }) => file_id === file.file_id)?.url ?? null;
  };
  return (
    <li>
      {file.url === null ? (
        <span>
          {file.name} <span className="muted">{file.status}</span>
        </span>
      ) : (
        <FileButton name={file.name} read={read} />
      )}
      <span className="muted small tabular">
        {file.part}, {bytes(file.size)}
      </span>
    </li>
  );
}
