/** How a delivery can be signed: by Standard Webhooks, or as `X-Argyle-Signature` is. */
export type WebhookScheme = 'standard_webhooks' | 'hmac_sha512';

/**
 * What one scheme says of a delivery. `missing`: it has no such signature. `malformed`: it has headers of
 * the scheme that can not be. `too_old`, `too_new`: the signature is right and its time is not near.
 */
export type WebhookVerdict =
  | 'matches'
  | 'missing'
  | 'malformed'
  | 'mismatch'
  | 'too_old'
  | 'too_new';
