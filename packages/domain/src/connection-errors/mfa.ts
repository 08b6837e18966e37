import type { ConnectionErrorAccount } from '../connection-errors.ts';

const refused = { refused: true, outage: false };

/** Errors of the second step of a login: a code, a choice or a confirmation on another device. */
export const mfaErrors = {
  invalid_mfa: {
    ...refused,
    message: 'The verification code is wrong.',
    cause: 'The source did not accept the code that the person entered.',
    advice: {
      reader: 'Open Link on this account so that the person can ask for a new code.',
      person: 'That code is wrong. Start again and enter the newest code you receive.',
    },
  },
  mfa_timeout: {
    ...refused,
    message: 'No verification code was entered in time.',
    cause: 'The source asked for a verification code and none was given before it expired.',
    advice: {
      reader: 'Open Link on this account so that the person can start again.',
      person: 'The code was not entered in time. Start again with your phone or e-mail at hand.',
    },
  },
  mfa_attempts_exceeded: {
    ...refused,
    message: 'Too many wrong verification codes were entered.',
    cause: 'The source stopped the login after several wrong codes.',
    advice: {
      reader: 'Let some time pass before the person tries again: the source may have set a lock.',
      person: 'Too many wrong codes were entered. Wait a while, then start again.',
    },
  },
  mfa_exhausted: {
    ...refused,
    message: 'The source sends no more verification codes for now.',
    cause: 'The person asked for more codes than the source sends in a given time.',
    advice: {
      reader: 'Let some time pass before the person tries again: no code would arrive.',
      person: 'No more codes can be sent for now. Wait a few hours, then start again.',
    },
  },
  mfa_cancelled_by_the_user: {
    ...refused,
    message: 'The person cancelled the verification.',
    cause: 'The person went back or closed the page while a verification code was asked for.',
    advice: {
      reader: 'Nothing is broken. Open Link on this account when the person wants to go on.',
      person: 'You stopped at the verification. Start again to connect the account.',
    },
  },
  mfa_not_configured: {
    ...refused,
    message: 'The source demands that verification is set up first.',
    cause:
      'The account has no second step yet, and the source no longer allows a login without one.',
    advice: {
      reader: 'Ask the person to set up verification at the source, then to connect again.',
      person: 'Your account needs two-step login. Set it up on their site, then try again here.',
    },
  },
  physical_mfa_unsupported: {
    ...refused,
    message: 'Verification with a physical key or card is not supported.',
    cause: 'The account is protected by a device that must be plugged in or held near.',
    advice: {
      reader: 'Ask the person to switch to codes at the source, or offer document upload.',
      person:
        'A security key or card cannot be used here. Switch to codes on their site, then try again.',
    },
  },
  unsupported_mfa_method: {
    ...refused,
    message: 'This verification method is not supported.',
    cause: 'The source offers only verification methods that the connector cannot pass on.',
    advice: {
      reader: 'Ask the person to add another method at the source, or offer document upload.',
      person:
        'This kind of verification does not work here. Add codes by text message on their site.',
    },
  },
} satisfies Record<string, ConnectionErrorAccount>;
