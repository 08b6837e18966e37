import { useFace } from './context.tsx';
import { Weave } from './weave.tsx';

/** The logo of whoever asks, or the lattice of the house. */
export function ClientMark() {
  const { flow, client } = useFace();
  const url = flow.opened?.settings.logo_url;
  return url ? (
    <img className="client-logo" src={url} alt={client} />
  ) : (
    <Weave stages={['done', 'ahead', 'ahead']} />
  );
}
