import type { ConnectionErrorAccount } from '../connection-errors.ts';

const refused = { refused: true, outage: false };
/** Only a session that worked before can be lost or turn out to be too weak. */
const lost = { refused: false, outage: false };

/** Errors of the login, the account behind it, and the session it gave. The person can act on each. */
export const loginErrors = {
  account_disabled: {
    ...refused,
    message: 'The work account is suspended or disabled.',
    cause:
      'The source accepted the login, but the work account is suspended, closed or deactivated.',
    advice: {
      reader: 'Do not retry. Ask the person for another account or for documents.',
      person:
        'This account is suspended or disabled. Contact the employer or platform, or connect a different account.',
    },
  },
  account_incomplete: {
    ...refused,
    message: 'The work account is not fully set up or not yet active.',
    cause: 'The person has not finished signing up, or the source has not activated the account.',
    advice: {
      reader: 'Ask the person to finish the set-up at the source, then to connect again.',
      person:
        'This account is not set up yet. Finish its set-up there, then come back and connect.',
    },
  },
  invalid_credentials: {
    ...refused,
    message: 'The login details are wrong.',
    cause: 'The source does not know this combination of login and password.',
    advice: {
      reader: 'Open Link on this account so that the person can enter the login details again.',
      person: 'The login or password is wrong. Check both and try again.',
    },
  },
  auth_required: {
    ...lost,
    message: 'The session has ended and the person must log in again.',
    cause: 'The source ended a session that worked before, for example after a password change.',
    advice: {
      reader: 'Open Link with a token of this user. Data is kept, and is updated after the login.',
      person: 'This connection has ended. Log in again to restore it.',
    },
  },
  full_auth_required: {
    ...lost,
    message: 'The stored session is not enough and a complete login is needed.',
    cause: 'The source wants every step of the login again, verification included.',
    advice: {
      reader: 'Open Link with a token of this user. Stored credentials alone do not reconnect it.',
      person: 'A complete login is needed. Log in again and keep your phone or e-mail at hand.',
    },
  },
  expired_credentials: {
    ...refused,
    message: 'The password has expired and must be changed at the source.',
    cause: 'The source accepts the login only after the person has chosen a new password.',
    advice: {
      reader: 'Ask the person to set a new password at the source, then to connect again.',
      person:
        'Your password there has expired. Set a new one on their site, then log in here with it.',
    },
  },
  invalid_auth: {
    ...refused,
    message: 'The login was rejected and the source gave no clear reason.',
    cause:
      'The source refused the login without saying whether the details or the account are at fault.',
    advice: {
      reader: 'Ask the person to log in at the source directly, then to connect again.',
      person:
        'The login was rejected. Check that you can log in on their site, then try again here.',
    },
  },
  unsupported_auth_type: {
    ...refused,
    message: 'This kind of login is not supported.',
    cause:
      'The account logs in through a service that cannot be used here, such as single sign-on.',
    advice: {
      reader: 'Offer document upload, or another link item that holds the same data.',
      person:
        'This way of logging in does not work here. Use a login with a password if you have one.',
    },
  },
  tos_required: {
    ...refused,
    message: 'The terms of the source have not been accepted.',
    cause: 'The source shows new terms that the person must accept before anything else.',
    advice: {
      reader: 'Ask the person to accept the terms at the source, then to connect again.',
      person:
        'There are new terms to accept. Log in on their site, accept them, then try again here.',
    },
  },
  invalid_account_type: {
    ...refused,
    message: 'The login is right but belongs to another kind of account.',
    cause:
      'The login opens, for example, a customer or manager account instead of a worker account.',
    advice: {
      reader: 'Ask the person for the account through which they are paid.',
      person:
        'This is not an account for workers. Log in with the account through which you are paid.',
    },
  },
  invalid_login_method: {
    ...refused,
    message: 'The account uses another login method.',
    cause:
      'The person chose, for example, e-mail and password where the account uses a phone number.',
    advice: {
      reader: 'Open Link on this account so that the person can choose another method.',
      person: 'Your account uses a different way of logging in. Choose the one you use there.',
    },
  },
  invalid_login_url: {
    ...refused,
    message: 'The login address is wrong.',
    cause: 'The address of the login page that the person gave does not lead to this source.',
    advice: {
      reader: 'Open Link on this account so that the person can correct the address.',
      person: 'The address of the login page is wrong. Copy it from your browser and try again.',
    },
  },
  invalid_employer_identifier: {
    ...refused,
    message: 'The employer identifier is wrong.',
    cause: 'The source does not know the company code or name that the person gave.',
    advice: {
      reader: 'Open Link on this account so that the person can correct the identifier.',
      person:
        'The company code is wrong. Find it on a payslip or ask your employer, then try again.',
    },
  },
  invalid_store_identifier: {
    ...refused,
    message: 'The store identifier is wrong.',
    cause: 'The source does not know the store number that the person gave.',
    advice: {
      reader: 'Open Link on this account so that the person can correct the store number.',
      person:
        'The store number is wrong. Find it on a payslip or ask at your store, then try again.',
    },
  },
  login_attempts_exceeded: {
    ...refused,
    message: 'The source has locked the login after too many attempts.',
    cause: 'Too many logins failed in a short time, here or elsewhere.',
    advice: {
      reader: 'Do not retry soon: each attempt can make the lock longer.',
      person:
        'Too many attempts: this login is locked. Unlock it on their site, or try again later.',
    },
  },
  session_limit_reached: {
    ...refused,
    message: 'The source allows no further session for this login.',
    cause: 'The person is logged in at too many places at once.',
    advice: {
      reader: 'Ask the person to end other sessions at the source, then to connect again.',
      person:
        'You are logged in at too many places. Log out on your other devices, then try again.',
    },
  },
  unsupported_language: {
    ...refused,
    message: 'The account is set to a language that is not supported.',
    cause: 'The source answers in a language that the connector cannot read.',
    advice: {
      reader: 'Ask the person to switch the account to English, then to connect again.',
      person:
        'Your account there is in a language we cannot read. Switch it to English, then try again.',
    },
  },
  user_action_timeout: {
    ...refused,
    message: 'The person did not finish a step of the login in time.',
    cause: 'The source waited for something that only the person can do, and gave up.',
    advice: {
      reader: 'Open Link on this account so that the person can start again.',
      person: 'The login ran out of time. Start again and finish each step when it is asked for.',
    },
  },
} satisfies Record<string, ConnectionErrorAccount>;
