import {
  type FormTemplate,
  type Id,
  IntarsiaError,
  invalidField,
  type Page,
  takesForms,
} from '@intarsia/domain';
import type { InstanceCtx } from '../kernel/index.ts';

/** Every template of this build, the usual one first. */
export async function listTemplates(ctx: InstanceCtx): Promise<Page<FormTemplate>> {
  const results = templatesOf(ctx);
  return { count: results.length, next: null, previous: null, results };
}

function templatesOf({ connectors }: InstanceCtx): FormTemplate[] {
  return [...connectors.values()].filter(takesForms).flatMap(({ templates }) => templates);
}

/** The template that a form is to be begun from: the named one, or the usual one. Throws `input_invalid`. */
export function chosenTemplate(ctx: InstanceCtx, id: Id | undefined): FormTemplate {
  const found = templatesOf(ctx).find((one) => id === undefined || one.id === id);
  if (!found) throw invalidField('template', 'is not the id of a form template');
  return found;
}

/** The template that a form was begun from. Throws `form_closed` when this build offers it no longer. */
export function templateOf(ctx: InstanceCtx, id: Id): FormTemplate {
  const found = templatesOf(ctx).find((one) => one.id === id);
  if (found) return found;
  throw new IntarsiaError('form_closed', 'The template of this form is no longer offered.');
}
