import type { WebhookEvent } from './webhook-events.ts';
import {
  bytesOf,
  checkHmacSha512,
  checkStandardWebhooks,
  type HeaderOf,
} from './webhook-signatures.ts';
import type { WebhookScheme, WebhookVerdict } from './webhook-verdicts.ts';

/** Headers as `fetch` has them, as Node has them, or as a plain object with names in any case. */
export type WebhookHeaders =
  | Pick<Headers, 'get'>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A delivery as it came in. */
export interface WebhookDelivery {
  /** The body as it was sent, before anything has parsed it: its text or its bytes. */
  readonly body: string | Uint8Array | ArrayBuffer;
  readonly headers: WebhookHeaders;
  /** The `secret` of the subscription, or its `signing_secret` (`whsec_…`). */
  readonly secret: string;
  /** Insists on one scheme. `hmac_sha512` signs no time: it can not tell a delivery from its repetition. */
  readonly scheme?: WebhookScheme | undefined;
  /** How far the time of a delivery may be from now, in either direction: 300 when not said. */
  readonly tolerance_seconds?: number | undefined;
  /** Instead of the time of this machine. */
  readonly now?: Date | undefined;
}

/** A delivery that is what its sender signed. */
export interface VerifiedWebhook {
  readonly scheme: WebhookScheme;
  /** The id of the event: the same however often it is delivered. Null where no `webhook-id` is signed. */
  readonly id: string | null;
  /** When it was sent. Null where no time is signed. */
  readonly sent_at: Date | null;
  readonly event: WebhookEvent;
  /** What each scheme says of it. */
  readonly verdicts: Readonly<Record<WebhookScheme, WebhookVerdict>>;
}

/** Why a delivery is not to be trusted. */
export type WebhookFault =
  | 'secret_missing'
  | 'body_not_raw'
  | 'signature_missing'
  | 'signature_malformed'
  | 'signature_mismatch'
  | 'timestamp_too_old'
  | 'timestamp_too_new'
  | 'body_invalid';

/** A delivery that is not to be trusted. Answer it with 400. */
export class WebhookVerificationError extends Error {
  override readonly name: string = 'WebhookVerificationError';
  readonly code: WebhookFault;
  /** What each scheme says of it; empty when it did not come to that. */
  readonly verdicts: Readonly<Partial<Record<WebhookScheme, WebhookVerdict>>>;

  constructor(
    code: WebhookFault,
    message: string,
    verdicts: Readonly<Partial<Record<WebhookScheme, WebhookVerdict>>> = {},
  ) {
    super(message);
    this.code = code;
    this.verdicts = verdicts;
  }
}

const TOLERANCE_SECONDS = 300;

/**
 * Checks that a delivery was sent by whoever has the secret, and gives its event. The signature of Standard
 * Webhooks decides where there is one; else `X-Intarsia-Signature` or `X-Argyle-Signature`.
 *
 * ```ts
 * const { event } = await verifyWebhook({ body: await request.text(), headers: request.headers, secret });
 * if (event.event === 'accounts.connected') console.log(event.data.account);
 * ```
 *
 * Throws a `WebhookVerificationError` for everything else.
 */
export async function verifyWebhook(delivery: WebhookDelivery): Promise<VerifiedWebhook> {
  // Receivers live by the time of their machine, as senders do: no clock of a sandbox counts here.
  const { secret, tolerance_seconds = TOLERANCE_SECONDS, now = new Date() } = delivery;
  if (typeof secret !== 'string' || secret === '') {
    throw new WebhookVerificationError('secret_missing', 'There is no secret to verify with.');
  }
  const body = rawBody(delivery.body);
  const header = headerOf(delivery.headers);
  const signed = { header, body, secret, tolerance_seconds, now: now.getTime() / 1000 };
  const verdicts = {
    standard_webhooks: await checkStandardWebhooks(signed),
    hmac_sha512: await checkHmacSha512(signed),
  };
  const scheme = delivery.scheme ?? schemeOf(verdicts);
  if (verdicts[scheme] !== 'matches') throw refusal(verdicts[scheme], verdicts);
  const isTimed = scheme === 'standard_webhooks';
  return {
    scheme,
    id: isTimed ? (header('webhook-id') ?? null) : null,
    sent_at: isTimed ? new Date(Number(header('webhook-timestamp')) * 1000) : null,
    event: eventIn(body, verdicts),
    verdicts,
  };
}

type Verdicts = VerifiedWebhook['verdicts'];

/** A signature that also covers the time can not be outvoted by one that does not. */
function schemeOf({ standard_webhooks }: Verdicts): WebhookScheme {
  return standard_webhooks === 'missing' ? 'hmac_sha512' : 'standard_webhooks';
}

const refusals: Readonly<
  Record<Exclude<WebhookVerdict, 'matches'>, readonly [WebhookFault, string]>
> = {
  missing: ['signature_missing', 'The delivery bears no signature.'],
  malformed: ['signature_malformed', 'The headers that sign the delivery are not whole.'],
  mismatch: ['signature_mismatch', 'The signature is not that of this body under this secret.'],
  too_old: ['timestamp_too_old', 'The delivery was sent too long ago.'],
  too_new: ['timestamp_too_new', 'The delivery says that it was sent in the future.'],
};

function refusal(
  verdict: Exclude<WebhookVerdict, 'matches'>,
  verdicts: Verdicts,
): WebhookVerificationError {
  const [code, message] = refusals[verdict];
  return new WebhookVerificationError(code, message, verdicts);
}

function rawBody(body: unknown): Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return bytesOf(body);
  if (body instanceof Uint8Array) return Uint8Array.from(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new WebhookVerificationError(
    'body_not_raw',
    'The body must be the text or the bytes that came in, not what was parsed from them.',
  );
}

function headerOf(headers: WebhookHeaders): HeaderOf {
  if (isLikeFetch(headers)) return (name) => headers.get(name) ?? undefined;
  const values = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return (name) => {
    const value = values.get(name);
    return typeof value === 'string' || value === undefined ? value : value.join(' ');
  };
}

function isLikeFetch(headers: WebhookHeaders): headers is Pick<Headers, 'get'> {
  return typeof headers.get === 'function';
}

function eventIn(body: Uint8Array, verdicts: Verdicts): WebhookEvent {
  const told = parsed(body);
  if (typeof told === 'object' && told !== null && 'event' in told && 'data' in told) {
    const { event, data } = told;
    const isEvent = typeof event === 'string' && typeof data === 'object' && data !== null;
    // Safe: whoever has the secret sends the documented data with each event.
    if (isEvent) return told as WebhookEvent;
  }
  throw new WebhookVerificationError('body_invalid', 'The body is no event.', verdicts);
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
