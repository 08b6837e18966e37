import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { explain, mayPass } from './explain.ts';

/** What went wrong, why if that is known, and what to do. */
export function Problem({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { title, advice } = explain(error);
  return (
    <div className="problem" role="alert">
      <TriangleAlert size={16} strokeWidth={1.5} aria-hidden="true" />
      <div>
        <p className="problem-title">{title}</p>
        {advice ? <p className="muted">{advice}</p> : null}
        {retry && mayPass(error) ? (
          <Button variant="default" size="xs" onClick={retry}>
            Try again
          </Button>
        ) : null}
      </div>
    </div>
  );
}
