/** An instance cannot be opened as asked. The message says what was wrong and how to mend it. */
export class OpenError extends Error {
  override readonly name = 'OpenError';
}
