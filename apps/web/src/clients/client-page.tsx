import type { Client } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInstanceApi } from '../app/api.tsx';
import { usePlace } from '../shell/environment.tsx';
import { BackMark } from '../ui/back.tsx';
import { Detail } from '../ui/detail.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { IdText } from '../ui/id.tsx';
import { Moment } from '../ui/moment.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { ClientSettingsForm } from './client-settings.tsx';
import { RotateSigningKey } from './rotate-signing-key.tsx';

const route = getRouteApi('/in/$environment/clients/$id');

/** One client: its environments and settings. */
export function ClientPage() {
  const { id } = route.useParams();
  const api = useInstanceApi();
  const client = useQuery(api.clients.get.queryOptions({ id }));
  return (
    <Detail
      key={id}
      noun="Client"
      name={client.data?.name ?? ''}
      heading={client.data?.name ?? 'Client'}
      close={<BackLink />}
    >
      {client.isPending ? <Waiting lines={8} what="the client" /> : null}
      {client.error ? <Problem error={client.error} retry={() => void client.refetch()} /> : null}
      {client.data ? <ClientParts client={client.data} /> : null}
    </Detail>
  );
}

function ClientParts({ client }: { client: Client }) {
  return (
    <>
      <Facts>
        <Fact name="Client id">
          <IdText id={client.id} what="client id" />
        </Fact>
        <Fact name="Created">
          <Moment at={client.created_at} wall />
        </Fact>
        <Fact name="Environments">
          <Environments client={client.id} />
        </Fact>
      </Facts>
      <Section title="User tokens">
        <ClientSettingsForm client={client} />
      </Section>
      <Section title="Signing key">
        <RotateSigningKey client={client} />
      </Section>
    </>
  );
}

function Environments({ client }: { client: string }) {
  const { all } = usePlace();
  return (
    <span className="pills">
      {all
        .filter(({ client_id }) => client_id === client)
        .map(({ id, kind }) => (
          <Link
            key={id}
            to="/$environment"
            params={{ environment: id }}
            className="pill"
            data-kind={kind}
          >
            {kind === 'sandbox' ? 'Sandbox' : 'Live'}
          </Link>
        ))}
    </span>
  );
}

function BackLink() {
  const { environment } = route.useParams();
  return (
    <Link to="/$environment/clients" params={{ environment }} className="detail-link">
      <BackMark list="Clients" />
    </Link>
  );
}
