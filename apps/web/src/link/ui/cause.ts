/** What went wrong, without a full stop, and what to do about it: the two parts of each text for people. */
export function causeAndAdvice(text: string): { cause: string; advice: string } {
  const [, cause = text, advice = ''] = /^(.+?)[.:] (.+)$/s.exec(text) ?? [];
  return { cause, advice: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}` };
}
