import { dress, fadeIn, looks, pulse } from './looks.ts';
import { DIALOG_MARK, lockScroll, unlockScroll } from './scroll-lock.ts';
import type { Texts } from './texts.ts';

/** What an overlay shows and whom it asks. */
export interface OverlayParts {
  readonly url: string;
  readonly texts: Texts;
  /** The person wants it closed, not through the frame. */
  readonly askToClose: () => void;
  /** The person goes back by a gesture or a button of a phone, which is no step in the history here. */
  readonly goBack: () => void;
  /** It went away and nobody here did it. */
  readonly gone: () => void;
}

/** The frame over the page, and what is there while the frame is not. */
export interface Overlay {
  readonly frame: HTMLIFrameElement;
  /** Shows the frame under this name and puts the focus into it. */
  reveal(title: string): void;
  /** Says that the frame can not be shown. */
  showTrouble(retry: () => void): void;
  /** Waits for the frame, anew. */
  load(): void;
  /** Gives the page back, and keeps the frame. */
  hide(): void;
  /** Lies over the page and waits. */
  cover(): void;
  focus(): void;
  /** Takes it all away; the focus returns to where it was. */
  remove(): void;
}

/** Lays a frame over the page. Nothing of the page can be reached until it is removed. */
export function openOverlay({ url, texts, askToClose, goBack, gone }: OverlayParts): Overlay {
  const dialog = document.createElement('dialog');
  const frame = document.createElement('iframe');
  const mark = document.createElement('div');
  let trouble: HTMLElement | undefined;
  let isShown = false;
  dialog.tabIndex = -1;
  dress(mark, looks.mark);
  frame.allow = 'camera';
  // What lets a page embed Link has no word for an IPv6 address: there the server has to know who asks.
  frame.referrerPolicy = location.hostname.startsWith('[') ? 'origin' : 'no-referrer';
  dialog.append(frame);
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    askToClose();
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    goBack();
  });
  // A page that takes its whole content away takes the dialog with it, without a word.
  const watch = new MutationObserver(() => dialog.isConnected || gone());
  // Browsers close a dialog themselves when they are asked again and again. This comes late: what is hidden may
  // have been covered again.
  dialog.addEventListener('close', () => {
    if (!isShown || dialog.open) return;
    hide();
    askToClose();
  });

  document.body.append(dialog);
  watch.observe(document, { childList: true, subtree: true });
  cover();
  frame.src = url;

  return { frame, reveal, showTrouble, load, hide, cover, focus: () => frame.focus(), remove };

  function name(title: string) {
    frame.title = title;
    dialog.setAttribute('aria-label', title);
  }

  function cover() {
    if (!isShown) {
      isShown = true;
      dialog.setAttribute(DIALOG_MARK, '');
      dress(dialog, looks.dialog);
      lockScroll();
      dialog.showModal();
      fadeIn(dialog);
    }
    wait();
  }

  function hide() {
    isShown = false;
    dialog.close();
    dialog.removeAttribute(DIALOG_MARK);
    dress(dialog, looks.hidden);
    unlockScroll();
  }

  function load() {
    wait();
    frame.src = url;
  }

  function wait() {
    trouble?.remove();
    trouble = undefined;
    dialog.prepend(mark);
    pulse(mark);
    name(texts.title);
    dialog.ariaBusy = 'true';
    dress(frame, looks.hiddenFrame);
    // Not into the frame: as long as there is nothing in it, Escape has to arrive here.
    dialog.focus();
  }

  function reveal(title: string) {
    trouble?.remove();
    trouble = undefined;
    mark.remove();
    name(title);
    dialog.ariaBusy = 'false';
    dress(frame, looks.frame);
    frame.focus();
  }

  function showTrouble(retry: () => void) {
    mark.remove();
    dialog.ariaBusy = 'false';
    trouble = troubleOf(texts, { retry, close: askToClose });
    dialog.append(trouble);
    trouble.querySelector('button')?.focus();
  }

  function remove() {
    watch.disconnect();
    hide();
    dialog.remove();
  }
}

function troubleOf(texts: Texts, does: { retry: () => void; close: () => void }): HTMLElement {
  const card = document.createElement('div');
  const text = document.createElement('p');
  card.setAttribute('role', 'alert');
  text.textContent = texts.unreachable;
  dress(card, looks.card);
  dress(text, looks.text);
  card.append(text);
  for (const which of ['retry', 'close'] as const) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = texts[which];
    button.addEventListener('click', does[which]);
    dress(button, looks[which]);
    card.append(button);
  }
  return card;
}
