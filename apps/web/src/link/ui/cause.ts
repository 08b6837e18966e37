/** What went wrong, without a full stop, and what to do about it: the two parts of each text for people. */
export function causeAndAdvice(text: string): { cause: string; advice: string } {
  // After a full stop the pseudo-language ends its word with a mark.
  const [, said = text, mark = '', advice = ''] = /^(.+?)[.:](\u202c?) (.+)$/s.exec(text) ?? [];
  const cause = `${said}${mark}`;
  return { cause, advice: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}` };
}
