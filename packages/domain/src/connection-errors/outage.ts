import type { ConnectionErrorAccount } from '../connection-errors.ts';

/**
 * The fault is with the source or with us, never with what the person entered, so the connector may find
 * the session working again. `connection_unavailable` and `account_inaccessible` belong here because
 * nobody at this end can do anything about them but wait; `login_attempts_exceeded` and
 * `session_limit_reached` do not, because they end by something the person does.
 */
const outage = { refused: true, outage: true };

/** Errors that pass by themselves. */
export const outageErrors = {
  account_inaccessible: {
    ...outage,
    message: 'The work account cannot be reached and the cause is being looked into.',
    cause: 'The login is right, but the source does not hand out the data of this account.',
    advice: {
      reader: 'Wait: the account is tried again and recovers without a new login.',
      person:
        'This account cannot be reached for now. There is nothing to do; it is tried again later.',
    },
  },
  connection_unavailable: {
    ...outage,
    message: 'A new connection could not be made because the account is unavailable.',
    cause: 'The source lets nobody into this account for now, the person included.',
    advice: {
      reader: 'Wait, or let the person try again later with the same login.',
      person: 'This account cannot be connected for now. Try again in a few hours.',
    },
  },
  platform_unavailable: {
    ...outage,
    message: 'The source is down.',
    cause:
      'The site or app of the source does not answer, and has said nothing about when it will.',
    advice: {
      reader: 'Wait: accounts recover when the source is back. Check the status of the link item.',
      person: 'Their site is down. Try again later; there is nothing wrong with your login.',
    },
  },
  platform_temporarily_unavailable: {
    ...outage,
    message: 'The source is down for a short time.',
    cause: 'The source is under maintenance or overloaded and is expected back soon.',
    advice: {
      reader: 'Wait: accounts usually recover within the hour.',
      person: 'Their site is under maintenance. Try again in an hour.',
    },
  },
  service_unavailable: {
    ...outage,
    message: 'The service is not available.',
    cause: 'The connector for this source is switched off or cannot reach it.',
    advice: {
      reader: 'Check the log of this instance and its way to the internet, then try again.',
      person: 'The connection cannot be made for now. The fault is ours; try again later.',
    },
  },
  auth_method_temporarily_unavailable: {
    ...outage,
    message: 'This way of logging in is not available for now.',
    cause: 'One login method of the source is down while others may work.',
    advice: {
      reader: 'Let the person try another login method, or wait.',
      person: 'This way of logging in is down for now. Choose another one, or try again later.',
    },
  },
  system_error: {
    ...outage,
    message: 'Something went wrong inside the system.',
    cause: 'The connector met something that it was not written for.',
    advice: {
      reader: 'Look up the account id in the log of this instance and report what it says.',
      person:
        'Something went wrong on our side. Try again; if it happens twice, tell the company you came from.',
    },
  },
} satisfies Record<string, ConnectionErrorAccount>;
