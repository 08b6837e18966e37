import { z } from 'zod';
import { connectionErrors, type ErrorAccount } from './connection-errors.ts';

/** Why a deposit switch failed: the values of `pay_distribution.error_code` and of its twin `error`. */
export const PayDistributionErrorCode = z.enum([
  'account_disconnected',
  'bank_and_card_update_failed',
  'invalid_mfa',
  'card_update_failed',
  'confirmation_timeout',
  'incompatible_auth',
  'incompatible_config',
  'mfa_timeout',
  'invalid_allocation',
  'system_error',
]);
export type PayDistributionErrorCode = z.infer<typeof PayDistributionErrorCode>;

/**
 * Every pay distribution error with its text, cause and advice. Each one sends
 * `accounts.pay_distribution_failed` and leaves the connection as it is. A code that a connection can
 * have too keeps its text, so that code and text stay one to one over the whole API.
 */
export const payDistributionErrors: Readonly<Record<PayDistributionErrorCode, ErrorAccount>> = {
  account_disconnected: {
    message: 'The account is no longer connected, so its pay cannot be switched.',
    cause: 'The session ended before or during the switch.',
    advice: {
      reader: 'Let the person reconnect the account, then start the switch again.',
      person: 'Your account is no longer connected. Log in again, then switch your pay.',
    },
  },
  bank_and_card_update_failed: {
    message: 'The bank account and the card could not be updated.',
    cause: 'The source broke off while a bank account and a card were set together.',
    advice: {
      reader: 'Read the pay allocations before trying again: one of the two may have been set.',
      person:
        'Your bank account and card could not be set. Check them on their site, then try again.',
    },
  },
  invalid_mfa: {
    message: connectionErrors.invalid_mfa.message,
    cause: 'The source asked for a code before the switch and did not accept the one entered.',
    advice: {
      reader: 'Start the switch again: the person gets a new code.',
      person:
        'That code is wrong, and your pay was not switched. Start again with the newest code.',
    },
  },
  card_update_failed: {
    message: 'The card could not be updated.',
    cause: 'The source broke off while the card was set.',
    advice: {
      reader: 'Check that the card can receive pay, then start the switch again.',
      person: 'Your card could not be set. Check its number and expiry date, then try again.',
    },
  },
  confirmation_timeout: {
    message: 'The switch was not confirmed in time.',
    cause: 'The person was shown the new destination and did not confirm it.',
    advice: {
      reader: 'Start the switch again when the person is ready to confirm it.',
      person: 'You did not confirm the switch in time, so nothing was changed. Start it again.',
    },
  },
  incompatible_auth: {
    message: 'The login is not allowed to switch deposits.',
    cause: 'The person logged in by a method that may read pay data but not change it.',
    advice: {
      reader: 'Let the person reconnect with their main login, then start the switch again.',
      person: 'This login cannot change where your pay goes. Log in with your main login.',
    },
  },
  incompatible_config: {
    message: 'The requested distribution does not fit what the source can do.',
    cause:
      'The configuration asks for a destination or a split that this link item does not offer.',
    advice: {
      reader: 'Compare the configuration with the features of the link item and correct it.',
      person: 'Your pay cannot be split or sent this way there. Nothing was changed.',
    },
  },
  mfa_timeout: {
    message: connectionErrors.mfa_timeout.message,
    cause: 'The source asked for a code before the switch and none was given before it expired.',
    advice: {
      reader: 'Start the switch again: the person gets a new code.',
      person: 'The code was not entered in time, and your pay was not switched. Start again.',
    },
  },
  invalid_allocation: {
    message: 'The source refused the amount or percentage.',
    cause: 'The parts add up to more than the pay, or are finer than the source can divide.',
    advice: {
      reader: 'Correct the allocation to the precision and limits of the link item.',
      person: 'That amount or percentage was not accepted. Choose another one.',
    },
  },
  system_error: {
    message: connectionErrors.system_error.message,
    cause: 'The connector met something during the switch that it was not written for.',
    advice: {
      reader: 'Read the pay allocations to see what was set, and look up the account in the log.',
      person:
        'Something went wrong on our side. Check where your pay goes on their site, then try again.',
    },
  },
};
