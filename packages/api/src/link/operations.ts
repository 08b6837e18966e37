import { LinkAccount, PayReview } from '@intarsia/domain';
import { z } from 'zod';
import { LoginInput } from '../accounts/login.ts';
import { mutation, query, subscription } from '../kernel/index.ts';
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
  OwnAccountInput,
  reconnectLink,
  resendLink,
  revokeLink,
} from './login.ts';
import { OpenedLink, OpenLinkInput, openLink } from './open.ts';
import { EditedPay, EditPayInput, editPay, ReviewPayInput, reviewPay } from './pay.ts';
import {
  FoundLinkItems,
  PickedLinkItem,
  pickLinkItem,
  SearchLinkInput,
  searchLink,
} from './search.ts';
import { WatchLinkInput, watchLink } from './watch.ts';

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
  resend: mutation({
    policy: ['user'],
    input: OwnAccountInput,
    output: LinkAccount,
    run: resendLink,
  }),
  reconnect: mutation({
    policy: ['user'],
    input: OwnAccountInput,
    output: LinkAccount,
    run: reconnectLink,
  }),
  revoke: mutation({
    policy: ['user'],
    input: OwnAccountInput,
    output: z.void(),
    run: revokeLink,
  }),
  watch: subscription({
    policy: ['user'],
    input: WatchLinkInput,
    output: z.array(LinkAccount),
    of_world: true,
    run: watchLink,
  }),
  payReview: query({
    policy: ['user'],
    input: ReviewPayInput,
    output: PayReview,
    run: reviewPay,
  }),
  editPay: mutation({
    policy: ['user'],
    input: EditPayInput,
    output: EditedPay,
    run: editPay,
  }),
};
