import type { Steps } from './flow.ts';
import { backFrom, open } from './opening.ts';
import { callBack, close, show, stay } from './tell.ts';

/** What may happen on any screen. */
export const frameSteps = {
  opened: open,

  failed: (flow, { error }) =>
    show(flow, { name: 'failed', error }, [callBack('onError', { error })]),

  troubled: (flow, { trouble }) => ({ flow: { ...flow, busy: false, trouble }, commands: [] }),

  renewing: (flow) => ({ flow: { ...flow, renewing: true }, commands: [] }),

  renewed(flow, { token }) {
    const person = flow.person && { ...flow.person, token };
    return { flow: { ...flow, renewing: false, person }, commands: [] };
  },

  back(flow) {
    const screen = backFrom(flow);
    return screen && !flow.busy ? show(flow, screen) : stay(flow);
  },

  closed: (flow) => close(flow),
} satisfies Partial<Steps>;
