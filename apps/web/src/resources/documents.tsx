import type { Document, Page } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { masked } from '../ui/amounts.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { Nothing } from '../ui/nothing.tsx';
import type { Column } from '../ui/table.tsx';
import { useAsked } from './asked.ts';
import { Day } from './day.tsx';
import { DocumentFile } from './document-file.tsx';
import { EmployerName } from './employer-name.tsx';
import { kindAt } from './kinds.ts';
import { RowLink } from './row-link.tsx';
import { Rows } from './rows.tsx';
import { capital } from './words.ts';

const kind = kindAt('documents');
/** As many as one page can have. */
const MOST = 200;

/** Papers of the person: payslips, tax forms, licences. */
export function Documents() {
  const api = useApi();
  const { many, one, pace, kept } = useAsked();
  // All in one go: the API lists them by when they were read, people look for them by their dates.
  const list = useQuery(
    api.documents.list.queryOptions({ ...many, limit: MOST }, { ...kept, select: byDate }),
  );
  return (
    <Rows
      kind={kind}
      noun={['document', 'documents']}
      columns={columns}
      list={list}
      open={useQuery(api.documents.get.queryOptions(one, pace))}
      panel={(document) => ({
        title: document.document_type_description ?? capital(document.document_type),
        content: <DocumentFacts document={document} />,
      })}
    />
  );
}

const columns: readonly Column<Document>[] = [
  {
    name: 'Document',
    grow: true,
    cell: ({ id, document_type, document_type_description }) => (
      <RowLink kind="documents" id={id}>
        {document_type_description ?? capital(document_type)}
      </RowLink>
    ),
  },
  { name: 'Type', gives: 'second', cell: ({ document_type }) => capital(document_type) },
  {
    name: 'Number',
    gives: 'first',
    cell: ({ document_number }) => <Masked text={document_number} />,
  },
  {
    name: 'Date',
    align: 'right',
    cell: ({ available_date }) => <Day at={available_date} />,
  },
  {
    name: 'Expires',
    align: 'right',
    gives: 'first',
    cell: ({ expiration_date }) => <Day at={expiration_date} />,
  },
  { name: 'File', cell: (document) => <File document={document} /> },
];

function byDate(page: Page<Document>): Page<Document> {
  const dateOf = ({ available_date, created_at }: Document) => available_date ?? created_at;
  return { ...page, results: page.results.toSorted((a, b) => (dateOf(a) < dateOf(b) ? 1 : -1)) };
}

function DocumentFacts({ document }: { document: Document }) {
  return (
    <Facts>
      <Fact name="Type">{capital(document.document_type)}</Fact>
      <Fact name="Number">
        <Masked text={document.document_number} />
      </Fact>
      <Fact name="From">
        <EmployerName slug={document.employer} />
      </Fact>
      <Fact name="Date">
        <Day at={document.available_date} />
      </Fact>
      <Fact name="Expires">
        <Day at={document.expiration_date} />
      </Fact>
      <Fact name="File">
        <File document={document} />
      </Fact>
    </Facts>
  );
}

function File({ document: { id, file_url } }: { document: Document }) {
  if (file_url === null) return <span className="muted">No file</span>;
  return <DocumentFile id={id} name="Open PDF" />;
}

function Masked({ text }: { text: string | null }) {
  return text === null ? <Nothing /> : <span className="tabular">{masked(text)}</span>;
}
