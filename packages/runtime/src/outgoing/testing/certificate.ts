import { createPrivateKey, X509Certificate } from 'node:crypto';

/** Good for nothing but `localhost` in tests, and trusted by nobody. */
const KEY =
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+c1DOreXZ1QOKhl5k1ktUFjIoOx+7J75VmqjpOIX' +
  'ZL2hRANCAAQzNsuejxdIN8K8xcGZIaIQXR2geyMcshyitUjV9BS8fzh43GI9oYr7EiWYpViArKycB/MRucwOoX5T' +
  '/UygKH1t';
const CERTIFICATE =
  'MIIBfjCCASWgAwIBAgIUfmYc1GATvKeSqHqKF2rgsOdER1owCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxo' +
  'b3N0MCAXDTI2MTEyMjAxNDIzM1oYDzIxMjYxMDI5MDE0MjMzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcq' +
  'hkjOPQIBBggqhkjOPQMBBwNCAAQzNsuejxdIN8K8xcGZIaIQXR2geyMcshyitUjV9BS8fzh43GI9oYr7EiWYpViA' +
  'rKycB/MRucwOoX5T/UygKH1to1MwUTAdBgNVHQ4EFgQUzidUN45SvLdWBRA0Xf3+3OnMUZ0wHwYDVR0jBBgwFoAU' +
  'zidUN45SvLdWBRA0Xf3+3OnMUZ0wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBIUSxaWN6xLE9m' +
  'zvh74hj4M728PHgjCz64Q119a+LI2gIgWDkt4aRMQSUG1/Yu07q8l4VLJGeuigAM7mmxXtllQmo=';

const key = createPrivateKey({ key: Buffer.from(KEY, 'base64'), format: 'der', type: 'pkcs8' });

/** What a receiver with a certificate that it has signed itself listens with. */
export const certificate = {
  key: key.export({ format: 'pem', type: 'pkcs8' }),
  cert: new X509Certificate(Buffer.from(CERTIFICATE, 'base64')).toString(),
};
