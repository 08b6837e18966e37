/** What a user token says about itself. Read for display: nothing here is verified. */
export interface ShownClaims {
  /** When it ends. */
  readonly expires_at: string | undefined;
}

/** Reads the payload of a JWT; without an end when the text is not one. */
export function readClaims(token: string): ShownClaims {
  const payload = decoded(token.split('.')[1] ?? '');
  if (typeof payload !== 'object' || payload === null || !('exp' in payload)) {
    return { expires_at: undefined };
  }
  const seconds = Number(payload.exp);
  return {
    expires_at: Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : undefined,
  };
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    // Not a JWT: there is nothing to show.
    return undefined;
  }
}
