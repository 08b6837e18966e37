import { type ConnectionErrorCode, connectionErrors } from '@intarsia/domain';
import { CopyButton } from '../ui/copy.tsx';
import { Section } from '../ui/page.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { answers, type Ending, endings, GENERATED, type Persona, personas } from './logins.ts';

/** Who can log in, and what each password and code brings about. */
export function LoginsPart() {
  return (
    <Section title="Logins">
      <p className="muted">
        Every login takes the password <Copied text="passgood" />, at any link item that takes a
        login. Another password decides how the login ends.
      </p>
      <div className="list-box">
        <Table
          caption="Logins of every sandbox"
          columns={loginColumns}
          rows={[...personas, GENERATED]}
          keyOf={({ username }) => username}
        />
      </div>
      <h3>Verification codes</h3>
      <p className="muted">Link items that ask for a code take that of the login. Others end it.</p>
      <div className="list-box">
        <Table
          caption="Verification codes"
          columns={answerColumns}
          rows={answers}
          keyOf={({ code }) => code}
        />
      </div>
      <h3>Passwords</h3>
      <div className="list-box">
        <Table
          caption="Passwords and how the login ends"
          columns={endingColumns}
          rows={endings.flatMap(({ group, items }) => items.map((item) => ({ ...item, group })))}
          keyOf={({ password }) => password}
        />
      </div>
    </Section>
  );
}

const loginColumns: readonly Column<Persona>[] = [
  { name: 'Login', cell: ({ username, about }) => <Copied text={username} note={about} /> },
  { name: 'Code', cell: ({ code }) => <Copied text={code} /> },
  {
    name: 'Who it is',
    grow: true,
    gives: 'second',
    cell: ({ about }) => <span className="wraps">{about}</span>,
  },
];

const answerColumns: readonly Column<(typeof answers)[number]>[] = [
  { name: 'Code', cell: ({ code }) => <Copied text={code} /> },
  { name: 'What it means', grow: true, cell: ({ about }) => about },
];

const endingColumns: readonly Column<Ending & { group: string }>[] = [
  {
    name: 'Password',
    cell: (ending) => <Copied text={ending.password} note={becauseOf(ending)} />,
  },
  { name: 'The login', gives: 'first', cell: ({ group }) => group },
  {
    name: 'Because',
    gives: 'second',
    grow: true,
    cell: (ending) => <span className="wraps">{becauseOf(ending)}</span>,
  },
];

function becauseOf({ password, label }: Ending): string {
  const code = password.replace('pass_', '');
  return isCode(code) ? connectionErrors[code].cause : label;
}

function isCode(text: string): text is ConnectionErrorCode {
  return Object.hasOwn(connectionErrors, text);
}

/** A word to type somewhere, with a button that copies it; the note is for where its column has no room. */
function Copied({ text, note }: { text: string; note?: string }) {
  return (
    <>
      <span className="id">
        <code>{text}</code>
        <CopyButton text={text} what={text} />
      </span>
      {note === undefined ? null : <span className="narrow-note muted small">{note}</span>}
    </>
  );
}
