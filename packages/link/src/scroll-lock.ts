/** Marks the dialogs of every copy of this script. */
export const DIALOG_MARK = 'data-intarsia-link';
/** Holds what the page itself had said, so that the last dialog to go can put it back. */
const KEPT = 'data-intarsia-kept';
const properties = ['overflow', 'padding-right'] as const;

/** Keeps the page from scrolling behind a dialog, and from moving when its scrollbar goes. */
export function lockScroll(): void {
  const root = document.documentElement;
  if (root.hasAttribute(KEPT)) return;
  const { style } = root;
  root.setAttribute(KEPT, JSON.stringify(properties.map((name) => style.getPropertyValue(name))));
  const scrollbar = window.innerWidth - root.clientWidth;
  if (scrollbar > 0) {
    const padding = Number.parseFloat(getComputedStyle(root).paddingRight);
    style.setProperty('padding-right', `${padding + scrollbar}px`);
  }
  style.setProperty('overflow', 'hidden');
}

/** Lets the page scroll again, unless another dialog of Link is open. */
export function unlockScroll(): void {
  const root = document.documentElement;
  const kept = root.getAttribute(KEPT);
  if (kept === null || document.querySelector(`[${DIALOG_MARK}]`)) return;
  root.removeAttribute(KEPT);
  // Safe: written above, one text for each property.
  const values = JSON.parse(kept) as string[];
  for (const [n, name] of properties.entries()) {
    root.style.setProperty(name, values[n] ?? '');
  }
}
