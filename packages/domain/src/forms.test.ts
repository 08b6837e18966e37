import { describe, expect, test } from 'vitest';
import {
  addFormFile,
  answerForm,
  closeForm,
  type FormTemplate,
  formFiles,
  newForm,
  removeFormFile,
  StartFormInput,
} from './forms.ts';
import { Form, type FormFile } from './resources/forms.ts';

const START = '2022-04-22T14:26:40.682437Z';
const NEXT = '2022-04-22T14:26:41.000000Z';
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const template: FormTemplate = {
  id: id(1),
  version: '0',
  name: 'A form',
  description: 'Of a test.',
  fields: [{ name: 'income_source', label: 'Who pays you', is_required: true }],
  slots: [
    {
      name: 'paystubs',
      label: 'Paystubs',
      media_types: ['application/pdf'],
      max_files: 2,
      max_bytes: 1000,
    },
  ],
  needs_files: true,
};
const at = { template, now: NEXT };

const file = (n: number): FormFile => ({
  file_id: id(n),
  status: 'available',
  url: null,
  name: `${n}.pdf`,
  size: 10,
  created_at: START,
  metadata: {},
});
const empty = newForm({ account: id(2), employer: null, template }, { id: id(3), now: START });
const slot = 'paystubs';
const filled = answerForm(
  addFormFile(empty, { slot, file: file(10) }, at),
  { income_source: 'Corner bakery' },
  at,
);

test('a new form is empty and in progress', () => {
  expect(Form.parse(empty)).toEqual(empty);
  expect(empty).toMatchObject({ status: 'in_progress', template: id(1), version: '0' });
  expect(formFiles(empty)).toEqual([]);
});

test('answers that are absent stay, and null takes one back', () => {
  expect(answerForm(filled, {}, at).data.income_source).toBe('Corner bakery');
  expect(answerForm(filled, { income_source: null }, at).data.income_source).toBeNull();
});

test('a question that the form does not ask is refused by its name', () => {
  expect(() => answerForm(empty, { payroll_provider: 'ADP' }, at)).toThrow(
    expect.objectContaining({
      code: 'input_invalid',
      fields: { 'data.payroll_provider': expect.anything() },
    }),
  );
});

test('files come and go, each at its slot', () => {
  const two = addFormFile(filled, { slot, file: file(11) }, at);

  expect(formFiles(two).map(({ name }) => name)).toEqual(['10.pdf', '11.pdf']);
  expect(formFiles(removeFormFile(two, id(10), NEXT)).map(({ name }) => name)).toEqual(['11.pdf']);
  expect(() => addFormFile(two, { slot, file: file(12) }, at)).toThrow(
    expect.objectContaining({ code: 'form_full' }),
  );
  expect(() => addFormFile(two, { slot: 'form_w2', file: file(12) }, at)).toThrow(
    expect.objectContaining({ code: 'input_invalid' }),
  );
  expect(() => removeFormFile(two, id(12), NEXT)).toThrow(
    expect.objectContaining({ code: 'resource_not_found' }),
  );
});

describe('a form that is sent', () => {
  test('says all that is missing', () => {
    expect(() => closeForm(empty, at)).toThrow(
      expect.objectContaining({
        code: 'form_incomplete',
        fields: { 'data.income_source': ['is required'], 'data.paystubs': [expect.any(String)] },
      }),
    );
  });

  test('stays as it is for good', () => {
    const sent = closeForm(filled, at);

    expect(sent).toEqual({ ...filled, status: 'submitted', updated_at: NEXT });
    for (const change of [
      () => answerForm(sent, {}, at),
      () => addFormFile(sent, { slot, file: file(11) }, at),
      () => removeFormFile(sent, id(10), NEXT),
      () => closeForm(sent, at),
    ]) {
      expect(change).toThrow(expect.objectContaining({ code: 'form_closed' }));
    }
  });

  test('does not go back in time when a clock does', () => {
    const earlier = { template, now: '2021-01-01T00:00:00.000000Z' };

    expect(closeForm(filled, earlier).updated_at).toBe(NEXT);
  });
});

test.each(['user', 'link_item'])('a form is for an account, or for a %s', (name) => {
  const given = StartFormInput.safeParse({ account: id(1), [name]: id(2) });

  expect(given.error?.issues.map(({ path }) => path)).toEqual([[name]]);
});
