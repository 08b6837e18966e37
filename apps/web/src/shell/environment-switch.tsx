import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { type NamedEnvironment, usePlace } from './environment.tsx';
import { ClockNote } from './environment-time.tsx';
import { nouns, serverNouns } from './nouns.ts';

/** Client and environment: sandbox or live. A switch stays on the same kind of page. */
export function EnvironmentSwitch() {
  const { current, all } = usePlace();
  const to = useNounPath();
  const clients = [...new Map(all.map((each) => [each.client_id, each])).values()];
  const own = all.filter(({ client_id }) => client_id === current.client_id);
  return (
    <div className="environment">
      {clients.length > 1 ? (
        <ClientSelect clients={clients} />
      ) : (
        <p className="environment-client">{current.client_name}</p>
      )}
      <nav className="segments" aria-label="Environment">
        {own.map(({ id, kind }) => (
          <Link
            key={id}
            to={to}
            params={{ environment: id }}
            aria-current={id === current.id ? 'true' : undefined}
            data-kind={kind}
          >
            {kind === 'sandbox' ? 'Sandbox' : 'Live'}
          </Link>
        ))}
      </nav>
      <ClockNote />
    </div>
  );
}

function ClientSelect({ clients }: { clients: readonly NamedEnvironment[] }) {
  const { current, all } = usePlace();
  const navigate = useNavigate();
  const to = useNounPath();
  const choose = (client_id: string) => {
    const own = all.filter((each) => each.client_id === client_id);
    const next = own.find(({ kind }) => kind === current.kind) ?? own[0];
    if (next) void navigate({ to, params: { environment: next.id } });
  };
  return (
    <select
      className="environment-select"
      aria-label="Client"
      value={current.client_id}
      onChange={(event) => choose(event.target.value)}
    >
      {clients.map(({ client_id, client_name }) => (
        <option key={client_id} value={client_id}>
          {client_name}
        </option>
      ))}
    </select>
  );
}

/** The list of the noun that the page is about: what a detail shows is not in the other environment. */
function useNounPath() {
  const noun = useLocation({ select: ({ pathname }) => pathname.split('/')[2] });
  const known = [...nouns, ...serverNouns].find(({ to }) => to.split('/')[2] === noun);
  return known?.to ?? '/$environment';
}
