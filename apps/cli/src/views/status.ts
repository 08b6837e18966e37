import { type Detail, details } from './details.ts';
import { counted, plain } from './text.ts';

/** What is known of a server, and of oneself there. */
export interface Status {
  readonly url: string;
  readonly profile: string | null;
  readonly ready: boolean;
  /** Null without a key; name and kind are null for a key too old to stand among the newest 200. */
  readonly key: {
    readonly id: string;
    readonly name: string | null;
    readonly kind: 'sandbox' | 'live' | null;
  } | null;
  readonly users?: number;
  readonly accounts?: number;
}

export const statusView = details<Status>((status, paint) => [
  ['Server', status.profile === null ? status.url : `${status.url} (profile ${status.profile})`],
  ['State', status.ready ? paint.good('◆ ready') : paint.bad('▲ not ready')],
  ...keyLines(status),
]);

function keyLines({ key, users = 0, accounts = 0 }: Status): Detail[] {
  if (key === null) return [['Key', 'none']];
  return [
    ['Key', key.name === null ? key.id : `${plain(key.name)} (${key.id})`],
    ['Environment', key.kind ?? 'not known'],
    ['Holds', `${counted(users, 'user')}, ${counted(accounts, 'account')}`],
  ];
}
