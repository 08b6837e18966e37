import type { Flow, Steps, Turn } from './flow.ts';
import { begin, pick } from './opening.ts';
import { callBack, close, show, stay, uiEvent } from './tell.ts';

/** On the way to a link item. */
export const searchSteps = {
  continued: begin,

  left_intro: (flow) => close(flow, [callBack('onExitIntroClicked', undefined)]),

  searched(flow, { term, tab }) {
    const { screen } = flow;
    if (screen.name !== 'search') return stay(flow);
    const next: Flow = { ...flow, screen: { ...screen, term, tab } };
    const isNew = term !== screen.term;
    const told = isNew ? [uiEvent(next, 'search - term updated', { term, tab })] : [];
    return { flow: next, commands: told };
  },

  picked(flow, { item }) {
    const { screen } = flow;
    if (screen.name !== 'search' || flow.busy || item.is_disabled) return stay(flow);
    const { term, tab } = screen;
    const told = uiEvent(flow, 'search - link item selected', { linkItem: item.id, term, tab });
    const turn = pick(flow, item);
    return { ...turn, commands: [told, ...turn.commands] };
  },

  not_found(flow): Turn {
    const term = flow.screen.name === 'search' ? flow.screen.term : '';
    // The page around helps, if it wants to; else we do.
    if (flow.options.handles.includes('onCantFindLinkItemClicked')) {
      return close(flow, [callBack('onCantFindLinkItemClicked', term)]);
    }
    return show(flow, { name: 'unlisted', term });
  },
} satisfies Partial<Steps>;
