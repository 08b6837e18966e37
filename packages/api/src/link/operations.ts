import { LinkAccount } from '@intarsia/domain';
import { z } from 'zod';
import { LoginInput } from '../accounts/login.ts';
import { mutation, query } from '../kernel/index.ts';
import { LinkItemRef } from '../link-items/actions.ts';
import {
  getLinkAccount,
  LinkAccountRef,
  ListLinkAccountsInput,
  listLinkAccounts,
} from './link-accounts.ts';
import {
  AnswerLinkInput,
  answerLink,
  ConnectedLinkAccount,
  connectLink,
  createLinkUser,
  LinkUser,
} from './login.ts';
import { OpenedLink, OpenLinkInput, openLink } from './open.ts';
import {
  FoundLinkItems,
  PickedLinkItem,
  pickLinkItem,
  SearchLinkInput,
  searchLink,
} from './search.ts';

/** What Link asks: first with its key alone, then with the token of the person in front of it. */
export const linkOperations = {
  open: query({ policy: ['link'], input: OpenLinkInput, output: OpenedLink, run: openLink }),
  search: query({
    policy: ['link'],
    input: SearchLinkInput,
    output: FoundLinkItems,
    run: searchLink,
  }),
  item: query({ policy: ['link'], input: LinkItemRef, output: PickedLinkItem, run: pickLinkItem }),
  createUser: mutation({
    policy: ['link'],
    input: z.object({}),
    output: LinkUser,
    run: createLinkUser,
  }),
  accounts: query({
    policy: ['user'],
    input: ListLinkAccountsInput,
    output: z.array(LinkAccount),
    run: listLinkAccounts,
  }),
  account: query({
    policy: ['user'],
    input: LinkAccountRef,
    output: LinkAccount,
    run: getLinkAccount,
  }),
  connect: mutation({
    policy: ['user'],
    input: LoginInput,
    output: ConnectedLinkAccount,
    run: connectLink,
  }),
  answer: mutation({
    policy: ['user'],
    input: AnswerLinkInput,
    output: LinkAccount,
    run: answerLink,
  }),
};
