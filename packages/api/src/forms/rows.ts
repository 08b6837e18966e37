import { hash } from 'node:crypto';
import { Form } from '@intarsia/domain';
import type { NewResource, StoredResource } from '@intarsia/store';

/** A form as it is stored: without links, which are made when it is shown. */
export function formRow(form: Form): NewResource {
  const { id, account: _, employer, created_at, updated_at, ...members } = form;
  const body = JSON.stringify(members);
  return {
    id,
    employer,
    date: created_at,
    created_at,
    updated_at,
    body,
    fingerprint: hash('sha256', body),
    source_id: null,
    secrets: null,
    content: null,
  };
}

/** The form of a row. */
export function formOf({
  body,
  id,
  account,
  employer,
  created_at,
  updated_at,
}: StoredResource): Form {
  return Form.parse({ ...body, id, account, employer, created_at, updated_at });
}
