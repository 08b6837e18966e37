import { connectionErrors, payDistributionErrors } from '@intarsia/domain';
import { plurals } from './plurals.ts';

const count = plurals('en');

/** Every text of Link, in English; the other languages have the same ones. */
export const en = {
  dialog: (client: string) => `Connect with ${client}`,
  close: 'Close',
  back: 'Back',
  again: 'Try again',
  done: 'Done',
  noAnswer: 'There is no connection. Nothing you entered is lost.',
  tooBusy: 'That was tried too often. Wait a minute, then try again.',
  broken: 'Something went wrong on our side. Try again in a moment.',
  refused: 'That was not accepted. Check what you entered.',
  movedOn: 'This has moved on in the meantime. Here is how it stands now.',
  renewing: 'Your session has ended. It is being renewed.',
  moment: 'One moment',
  finishing: 'What you sent is still on its way. Then this page can be closed.',
  sandbox: 'Sandbox: no real accounts',
  ended: 'You can close this page now',
  endedText: 'Everything you have done is kept.',

  intro: {
    title: (client: string) => `${client} would like to see where you get paid`,
    subtitle:
      'Connect the account you have with your employer or platform. It takes about a minute.',
    reads: 'What is read',
    readsText: 'Who you are, where you work, what you are paid.',
    login: 'What happens to your login',
    loginText: 'It is kept encrypted, for this connection alone.',
    stop: 'How to stop',
    stopText: 'Close this window, or remove the access later.',
    go: 'Continue',
    exit: 'Not now',
  },

  search: {
    title: 'Where do you get paid?',
    label: 'Search for your employer or platform',
    placeholder: 'Employer, app or payroll provider',
    clear: 'Clear the search',
    kinds: 'Kind',
    all: 'All',
    kind: {
      employer: 'Employers',
      gig: 'Gig work',
      platform: 'Payroll',
      creator: 'Creators',
      benefits: 'Benefits',
    },
    one: {
      employer: 'Employer',
      gig: 'Gig platform',
      platform: 'Payroll provider',
      creator: 'Creator platform',
      benefits: 'Benefits',
    },
    recent: 'Recent',
    popular: 'Popular',
    results: 'Results',
    found: (n: number) => count(n, { one: `${n} result`, other: `${n} results` }),
    none: (term: string) => `Nothing found for “${term}”`,
    noneAtAll: 'There is nothing to pick here',
    noneAdvice: 'Check the spelling, or try the name on your payslip.',
    cantFind: 'I can’t find it',
    troubled: 'Has trouble at the moment',
    unavailable: 'Not available at the moment',
  },

  unlisted: {
    title: 'Not on the list?',
    text: 'You can still go on: say who pays you and add payslips if you have them.',
    go: 'Answer two questions',
    noForm:
      'Nothing else can be connected here. Search again, or go back to the site you came from.',
    back: 'Search again',
  },

  login: {
    title: (item: string) => `Log in to ${item}`,
    text: (item: string) => `Use the login you have at ${item}.`,
    again: (item: string) => `Log in to ${item} again to restore the connection.`,
    go: (item: string) => `Connect ${item}`,
    sending: 'Sending your login',
    privacy: (client: string, item: string) =>
      `Your login is sent encrypted and used only to connect ${item} for ${client}. You can remove it at any time.`,
    show: 'Show the password',
    hide: 'Hide the password',
    fields: {
      username: 'Username',
      email: 'E-mail address',
      email_or_phone: 'E-mail address or phone number',
      employee_login: 'Employee login',
      phone: 'Phone number',
      password: 'Password',
    },
    help: {
      employee_login: 'Your employee number or the username you use at work.',
      platform_login: 'The login you use to see your payslips.',
    },
    required: (field: string) => `${field}: fill this in.`,
    tooLong: (field: string, n: number) => `${field}: ${n} characters at most.`,
    tooShort: (field: string, n: number) => `${field}: ${n} characters at least.`,
  },

  mfa: {
    codeTitle: 'Enter your code',
    codeText: {
      sms: (hint: string) => `A code was sent by text message${hint}.`,
      email: (hint: string) => `A code was sent by e-mail${hint}.`,
      app: (hint: string) => `Open your authenticator app${hint} and read the code.`,
    },
    to: (hint: string) => ` to ${hint}`,
    of: (hint: string) => ` (${hint})`,
    code: 'Code',
    wrong: 'That code was not accepted. Enter the newest one.',
    needed: 'Enter the code you received.',
    go: 'Confirm',
    choiceTitle: 'How do you want to get the code?',
    choiceText: (item: string) => `${item} wants to be sure that it is you.`,
    choose: 'Send the code',
    chooseNeeded: 'Pick one of them.',
    pushTitle: 'Approve on your phone',
    pushText: (item: string) =>
      `${item} has sent a request to your phone. Approve it, and this goes on by itself.`,
    waiting: 'Waiting for your approval',
    resend: 'Send a new code',
    resendPush: 'Send the request again',
    resent: 'It is on its way.',
    left: (minutes: number) =>
      count(minutes, { one: `${minutes} minute left`, other: `${minutes} minutes left` }),
    leftSoon: 'Less than a minute left',
  },

  progress: {
    title: (item: string) => `Connecting ${item}`,
    stages: {
      sent: 'Login sent',
      checked: (item: string) => `${item} checks it`,
      verified: 'It is you',
      connected: 'Connected',
    },
    now: (item: string) => `${item} is checking your login.`,
    states: { done: 'done', now: 'in progress', failed: 'failed', ahead: 'not yet' },
    slow: 'This takes a little longer than usual. You can close this window; it goes on without you.',
  },

  success: {
    title: (item: string) => `${item} is connected`,
    text: (client: string) => `${client} can now see your pay and work data.`,
    reading: 'Your data is being read. You don’t have to wait for it.',
    read: 'Everything there is has been read.',
    kinds: {
      profiles: 'Who you are',
      employments: 'Your work',
      documents: 'Documents',
      payouts: 'Pay',
      activities: 'Activity',
    },
    payouts: (n: number) => count(n, { one: `${n} payment`, other: `${n} payments` }),
    pay: 'Go on to your direct deposit',
    manage: 'See your accounts',
  },

  error: {
    title: (item: string) => `${item} could not be connected`,
    steps: {
      login: 'Log in again',
      reconnect: 'Try again',
      search: 'Choose another one',
      documents: 'Send documents instead',
      close: 'Close',
    },
  },
  connectionErrors: person(connectionErrors),
  payErrors: person(payDistributionErrors),

  form: {
    documents: 'Send documents',
    questionnaire: 'Tell us who pays you',
    documentsText: 'Photos and PDFs of payslips or tax forms will do.',
    questionnaireText: 'Two questions; add payslips if you have them.',
    fields: { income_source: 'Who pays you', payroll_provider: 'Payroll provider' },
    optional: 'optional',
    slots: { paystubs: 'Payslips', form_w2: 'Form W-2', form_1099: 'Form 1099' },
    add: 'Choose files',
    drop: 'or drop them here',
    photo: 'Take a photo',
    kinds: (size: string) => `PDF, JPEG, PNG, HEIC or TIFF, up to ${size} each`,
    uploading: (name: string, percent: string) => `${name}: ${percent} sent`,
    uploaded: (name: string) => `${name} was added.`,
    removed: (name: string) => `${name} was removed.`,
    cancel: (name: string) => `Stop sending ${name}`,
    remove: (name: string) => `Remove ${name}`,
    retry: (name: string) => `Send ${name} again`,
    failures: {
      large: 'The file is too large.',
      kind: 'This kind of file is not taken.',
      empty: 'The file is empty.',
      full: 'There are as many files as fit here.',
      broken: 'The file did not arrive.',
    },
    go: 'Send',
    needsFile: 'Add at least one file.',
    required: (field: string) => `${field}: fill this in.`,
    waits: 'Files are still being sent.',
  },
  sent: {
    title: 'Sent',
    text: (client: string) => `${client} has received what you sent. There is nothing more to do.`,
  },

  manager: {
    title: 'Your accounts',
    text: (client: string) => `What you have connected for ${client}.`,
    states: {
      connected: 'Connected',
      connecting: 'Connecting',
      error: 'Needs attention',
      asked: 'Waits for you',
      sent: 'Documents sent',
      open: 'Not sent yet',
    },
    reconnect: 'Reconnect',
    login: 'Log in again',
    go: 'Go on',
    see: 'See why',
    pay: 'Direct deposit',
    revoke: 'Remove',
    revokeOf: (item: string) => `Remove the access to ${item}`,
    add: 'Connect another account',
  },
  revoke: {
    title: (item: string) => `Remove the access to ${item}?`,
    text: (client: string) =>
      `${client} gets nothing new from it, and what was read and your login are erased here.`,
    go: 'Remove the access',
    keep: 'Keep it',
  },

  pay: {
    title: 'Check your direct deposit',
    text: (item: string) =>
      `This is what changes at ${item}. Nothing is changed before you confirm.`,
    before: 'Now',
    after: 'After the change',
    unknown: 'Not known',
    whole: 'All of your pay',
    rest: 'What is left',
    part: (value: string) => `${value} of each payment`,
    bankAccount: 'Bank account',
    card: 'Card',
    accountTypes: { checking: 'Checking account', savings: 'Savings account' },
    ending: (digits: string) => `ending in ${digits}`,
    percentLabel: 'Part of each payment, in percent',
    amountLabel: 'Amount of each payment',
    between: (from: string, to: string) => `From ${from} to ${to}.`,
    atLeast: (from: string) => `${from} at least.`,
    atMost: (to: string) => `${to} at most.`,
    wrongValue: 'Enter a number within the limits.',
    go: 'Confirm the change',
    later: 'Not now',
    progressTitle: 'Changing your direct deposit',
    stages: {
      confirmed: 'Confirmed',
      scanning: 'Reading how it is now',
      updating: 'Changing it',
      done: 'Changed',
    },
    now: {
      awaiting_connection: 'Waiting for the connection.',
      scanning: 'Reading where your pay goes now.',
      updating: 'The change is being made.',
    },
    successTitle: 'Your direct deposit is changed',
    successText: (item: string) =>
      `${item} has taken the change. It counts from one of your next payments.`,
    errorTitle: 'Your direct deposit was not changed',
    steps: { review: 'Check and try again', login: 'Log in again', close: 'Close' },
  },

  failed: {
    titles: {
      invalid_link_key: 'This link key is not valid',
      invalid_user_token: 'This session is not valid',
      expired_user_token: 'Your session has ended',
      invalid_link_items: 'There is nothing to choose from',
      invalid_pd_config: 'The deposit change can’t be read',
      generic: 'This page could not be opened',
    },
    texts: {
      invalid_link_key: 'Nothing was sent. Tell the site you came from; it can correct this.',
      invalid_user_token:
        'Nothing was sent. Go back to the site you came from and open this again.',
      expired_user_token:
        'Go back to the site you came from and open this again. What you connected is still there.',
      invalid_link_items: 'Tell the site you came from; it can correct this.',
      invalid_pd_config:
        'Your pay stays as it is. Tell the site you came from; it can correct this.',
      generic: 'Check your connection, then try again.',
    },
  },
};

/** The texts of a language. */
export type Texts = typeof en;

function person<Code extends string>(
  errors: Readonly<Record<Code, { advice: { person: string } }>>,
): Record<Code, string> {
  const texts = Object.entries<{ advice: { person: string } }>(errors);
  // Safe: the entries are those of a record with these keys.
  return Object.fromEntries(texts.map(([code, { advice }]) => [code, advice.person])) as Record<
    Code,
    string
  >;
}
