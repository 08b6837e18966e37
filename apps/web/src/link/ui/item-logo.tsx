import type { LinkItemCard } from '../shapes.ts';

/** The logo of a link item; its first letter where there is none that may be shown. */
export function ItemLogo({ item, size = 40 }: { item: LinkItemCard; size?: number }) {
  const { logo_url: url, name } = item;
  const shown = url.startsWith('data:image/') || url.startsWith('https:') || url.startsWith('/');
  return shown ? (
    <img className="item-logo" src={url} width={size} height={size} alt="" />
  ) : (
    <span
      className="item-logo item-letter"
      style={{ width: size, height: size }}
      aria-hidden="true"
    >
      {[...name][0]}
    </span>
  );
}
