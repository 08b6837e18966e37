/** The logo of a link item, if it comes with the item itself: nothing is ever asked of another host. */
export function ItemLogo({ url, size = 24 }: { url: string | undefined; size?: number }) {
  const own = url?.startsWith('data:image/') === true;
  return own ? (
    <img className="item-logo" src={url} width={size} height={size} alt="" />
  ) : (
    <span className="item-logo" style={{ width: size, height: size }} />
  );
}
