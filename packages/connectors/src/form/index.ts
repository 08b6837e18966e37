import type { FormConnector } from '@intarsia/domain';
import { documents, incomeSource } from './templates.ts';

/** Documents that people upload and questions that they answer, where no login leads to their data. */
export const form: FormConnector = { id: 'form', templates: [documents, incomeSource] };
