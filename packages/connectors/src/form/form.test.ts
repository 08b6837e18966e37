import { FormField, FormSlot, FormTemplate } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { connectors } from '../index.ts';
import { createCatalogue } from '../link-items/catalogue.ts';
import { form } from './index.ts';

test.each(form.templates)('the template $name is a valid one', (template) => {
  expect(FormTemplate.parse(template)).toEqual(template);
  expect(template.slots.map(({ name }) => name)).toEqual(FormSlot.options);
  expect(template.fields.map(({ name }) => name)).toEqual(FormField.options);
});

test('templates are told apart by their ids', () => {
  expect(new Set(form.templates.map(({ id }) => id)).size).toBe(form.templates.length);
});

test('every link item names a connector of this build', () => {
  const named = createCatalogue({ compatibility: true })
    .list()
    .map(({ connector }) => connector);

  expect([...new Set(named)].sort()).toEqual([...connectors.keys()].sort());
});
