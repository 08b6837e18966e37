import { Link } from '@tanstack/react-router';
import { Empty } from '../ui/empty.tsx';
import type { NamedEnvironment } from './environment.tsx';

/** The address names an environment that this server does not have. */
export function UnknownEnvironment({ known }: { known: readonly NamedEnvironment[] }) {
  return (
    <main className="alone">
      <title>Unknown environment · Intarsia</title>
      <h1 className="sr-only">Unknown environment</h1>
      <Empty title="This environment is not on this server.">
        <ul className="links">
          {known.map(({ id, client_name, kind }) => (
            <li key={id}>
              <Link to="/$environment" params={{ environment: id }}>
                {client_name}, {kind}
              </Link>
            </li>
          ))}
        </ul>
      </Empty>
    </main>
  );
}
