import { Button } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Command } from '../ui/command.tsx';
import { Empty } from '../ui/empty.tsx';
import { Logo } from '../ui/logo.tsx';
import { Problem } from '../ui/problem.tsx';

/** Shown while it is found out who is here; only when that takes noticeably long. */
export function Starting() {
  return (
    <main className="alone" aria-busy="true">
      <Logo size={40} />
      <p className="muted" role="status">
        Asking the server…
      </p>
    </main>
  );
}

/** The Console could not start: most likely the server does not answer. */
export function StartProblem({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <main className="alone">
      <Logo size={40} />
      <h1 className="sr-only">The Console could not start</h1>
      <Problem error={error} retry={() => router.invalidate()} />
    </main>
  );
}

/** A page that broke: what went wrong, and a way to begin anew. */
export function PageProblem({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <div className="page">
      <title>Problem · Intarsia</title>
      <h1 className="sr-only">This page could not be shown</h1>
      <Problem error={error} retry={() => router.invalidate()} />
    </div>
  );
}

/** The server has no client, so there is no environment to show. */
export function NoEnvironment() {
  return (
    <main className="alone">
      <title>No environment · Intarsia</title>
      <h1 className="sr-only">No environment</h1>
      <Empty title="This server has no client yet.">
        <p className="muted">Make one on the machine that runs Intarsia:</p>
        <Command text="intarsia clients create" />
      </Empty>
    </main>
  );
}

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <div className="page">
      <title>Not found · Intarsia</title>
      <h1 className="sr-only">Not found</h1>
      <Empty title="There is nothing at this address.">
        <Button component="a" href="/console/" variant="default">
          Go to the overview
        </Button>
      </Empty>
    </div>
  );
}
