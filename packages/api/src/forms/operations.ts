import {
  AnswerFormInput,
  FileType,
  Form,
  FormFile,
  FormFilePlace,
  FormFileRef,
  FormTemplate,
  MAX_FILE_BYTES,
  page,
  ResourceRef,
  StartFormInput,
} from '@intarsia/domain';
import { z } from 'zod';
import { instanceQuery, mutation, Upload } from '../kernel/index.ts';
import { resourcesOperations } from '../resources/operations.ts';
import { addFile, answer, removeFile, submit } from './actions.ts';
import { startForm } from './start.ts';
import { listTemplates } from './templates.ts';

const policy = ['client', 'user', 'operator'] as const;
const tag = 'Forms';

export const formsOperations = {
  ...resourcesOperations.forms,
  templates: instanceQuery({
    policy: ['public'],
    input: z.object({}),
    output: page(FormTemplate),
    run: listTemplates,
    rest: {
      method: 'GET',
      path: '/v1/form-templates',
      status: 200,
      tag,
      summary: 'List form templates',
      description: 'What forms ask for: questions, and files with their kinds. Needs no key.',
    },
  }),
  start: mutation({
    policy,
    input: StartFormInput,
    output: Form,
    run: startForm,
    rest: {
      method: 'POST',
      path: '/v1/forms',
      status: 201,
      bearer: true,
      tag,
      summary: 'Start a form',
      description:
        'With `account`: for an account whose login has failed, or one that was made for a form; 409 `account_unfit` for any other. Without: makes an account of a form link item, which stays `connecting`; makes the user too when none is given. A user token starts forms of its own user.',
      example: { request: { link_item: 'form_link_item' } },
    },
  }),
  answer: mutation({
    policy,
    input: AnswerFormInput,
    output: Form,
    run: answer,
    rest: {
      method: 'PATCH',
      path: '/v1/forms/{id}',
      status: 200,
      bearer: true,
      conflicts: true,
      tag,
      summary: 'Answer a form',
      description:
        'Answers that are absent stay, null takes one back. 409 `form_closed` once it was submitted.',
      example: { request: { data: { income_source: 'Corner bakery' } } },
    },
  }),
  addFile: mutation({
    policy,
    input: FormFilePlace.extend(Upload.shape),
    output: FormFile,
    run: addFile,
    rest: {
      method: 'POST',
      path: '/v1/forms/{id}/files',
      status: 201,
      bearer: true,
      upload: { max_bytes: MAX_FILE_BYTES, media_types: FileType.options },
      tag,
      summary: 'Upload a file of a form',
      description:
        'The body is the file, at most 20 MiB. What it is, its first bytes say; 415 when the content type says something else. Over the typed router `content` is Base64.',
    },
  }),
  removeFile: mutation({
    policy,
    input: FormFileRef,
    output: z.void(),
    run: removeFile,
    rest: {
      method: 'DELETE',
      path: '/v1/forms/{id}/files/{file}',
      status: 204,
      bearer: true,
      conflicts: true,
      tag,
      summary: 'Erase a file of a form',
      description: '409 `form_closed` once the form was submitted.',
    },
  }),
  submit: mutation({
    policy,
    input: ResourceRef,
    output: Form,
    run: submit,
    rest: {
      method: 'POST',
      path: '/v1/forms/{id}/submit',
      status: 200,
      bearer: true,
      tag,
      summary: 'Submit a form',
      description:
        'Counts it in `availability.forms` of its account and sends `forms.submitted`. 409 `form_incomplete` names what is missing.',
    },
  }),
};
