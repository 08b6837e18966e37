import type { Flow, Steps, Turn } from './flow.ts';
import { backFrom, open } from './opening.ts';
import { close, show, stay } from './tell.ts';

/** What may happen on any screen. */
export const frameSteps = {
  introduced: (flow, { opened }) => ({ flow: { ...flow, opened }, commands: [] }),

  opened: open,

  failed: (flow, { error }) => show(flow, { name: 'failed', error }),

  troubled: (flow, { trouble }) => ({ flow: { ...flow, busy: false, trouble }, commands: [] }),

  renewing(flow) {
    const next = { ...flow, renewing: true };
    if (flow.screen.name === 'loading') return show(next, { name: 'waiting' });
    return { flow: next, commands: [] };
  },

  renewed(flow, { token }) {
    const person = flow.person && { ...flow.person, token };
    return { flow: { ...flow, renewing: false, person }, commands: [] };
  },

  back,

  back_or_out: (flow) => (backFrom(flow) ? back(flow) : close(flow)),

  closed: (flow) => close(flow),

  // Only who has left waits for it.
  left: stay,
} satisfies Partial<Steps>;

function back(flow: Flow): Turn {
  const screen = backFrom(flow);
  return screen && !flow.busy ? show(flow, screen) : stay(flow);
}
