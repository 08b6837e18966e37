import type { Link } from './run/link.ts';
import { english } from './texts/index.ts';

/**
 * What is left where the screens did not come, or fell by a fault of ours: why there is nothing else, a
 * reload, which goes on at the same step, and over a page the way back to it. It needs nothing that is not here.
 */
export function collapse(
  place: Element,
  { link: { say }, framed }: { link: Pick<Link, 'say'>; framed: boolean },
): void {
  const { failed, broken, again, close } = english.texts;
  const leave = () => say({ type: 'close' });
  const heading = element('h1', { id: 'title', textContent: failed.titles.generic });
  const text = element('p', { className: 'screen-text', textContent: broken });
  const reload = element('button', {
    type: 'button',
    className: 'button button-primary',
    textContent: again,
    onclick: () => window.location.reload(),
  });
  const closing = element('button', {
    type: 'button',
    className: 'button button-quiet',
    textContent: close,
    onclick: leave,
  });
  const body = element('div', { className: 'screen-body' }, heading, text);
  const actions = element('div', { className: 'actions' }, reload, ...(framed ? [closing] : []));
  const screen = element('div', { className: 'screen' }, body, actions);
  const card = element('main', { className: 'card' }, screen);
  card.setAttribute('aria-labelledby', heading.id);
  card.dataset.screen = 'collapsed';
  if (framed) addEventListener('keydown', ({ key }) => key === 'Escape' && leave());
  place.replaceChildren(element('div', { className: 'place' }, card));
  say({ type: 'callback', name: 'onError', payload: { error: 'generic' } });
  say({ type: 'opened', title: failed.titles.generic });
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  members: Partial<HTMLElementTagNameMap[Name]>,
  ...children: Element[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), members);
  made.append(...children);
  return made;
}
