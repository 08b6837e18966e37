import { LinkItemName } from '../link-items/link-item-name.tsx';

/** An employer, who is named by the id of a link item. */
export function EmployerName({ slug }: { slug: string | null }) {
  return slug === null ? <span className="muted">nobody employs</span> : <LinkItemName id={slug} />;
}
