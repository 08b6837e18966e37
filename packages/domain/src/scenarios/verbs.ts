import type { z } from 'zod';

/** Lets a step do exactly one thing: the first issue names what it could do. */
export function oneOf(verbs: readonly string[]) {
  return (step: object, ctx: z.RefinementCtx): void => {
    const given = verbs.filter((verb) => verb in step);
    if (given.length === 1) return;
    const message =
      given.length === 0
        ? `must say one of ${verbs.join(', ')}`
        : `must be a step of its own: one step does one thing, not ${given.join(' and ')}`;
    ctx.addIssue({ code: 'custom', path: given.slice(1, 2), message });
  };
}

/** The same for readers of the JSON schema. */
export function oneOfSchema(verbs: readonly string[]): { oneOf: { required: string[] }[] } {
  return { oneOf: verbs.map((verb) => ({ required: [verb] })) };
}
