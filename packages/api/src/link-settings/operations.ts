import {
  CreateLinkSettingsInput,
  LinkSettings,
  LinkSettingsRef,
  UpdateLinkSettingsInput,
} from '@intarsia/domain';
import { z } from 'zod';
import { mutation, query } from '../kernel/index.ts';
import {
  changeLinkSettings,
  createLinkSettings,
  deleteLinkSettings,
  listLinkSettings,
} from './actions.ts';

const policy = ['client', 'operator'] as const;

export const linkSettingsOperations = {
  list: query({
    policy,
    input: z.object({}),
    output: z.array(LinkSettings),
    run: listLinkSettings,
  }),
  create: mutation({
    policy,
    input: CreateLinkSettingsInput,
    output: LinkSettings,
    run: createLinkSettings,
  }),
  update: mutation({
    policy,
    input: UpdateLinkSettingsInput,
    output: LinkSettings,
    run: changeLinkSettings,
  }),
  delete: mutation({
    policy,
    input: LinkSettingsRef,
    output: z.void(),
    run: deleteLinkSettings,
  }),
};
