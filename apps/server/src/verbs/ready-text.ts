import type { FirstStart } from '@intarsia/runtime';

/**
 * What a start prints; what a first start made is shown this once. `self` is the command that runs this
 * binary.
 */
export function readyText(
  first_start: FirstStart | undefined,
  { url, self }: { url: string; self: string },
): string {
  const ready = `Intarsia is ready at ${url}\n`;
  if (!first_start) return `${ready}Console: ${url}/console/\nTry Link: ${url}/link/demo\n`;
  return `${ready}
This was its first start. These lines are shown once:

${rows(first_start, url)}
Try it:

  ${curlLine(first_start, url)}

Lost them? These make new ones:

  ${self} keys create --local
  ${self} login-link
`;
}

function rows(first: FirstStart, url: string): string {
  const lines: [string, string][] = [
    ...(first.api_key
      ? [['Sandbox API key', `${first.api_key.id}:${first.api_key.secret}`] as [string, string]]
      : []),
    ...(first.link_key ? linkRows(first.link_key, url) : []),
    ['Console, works once', first.sign_in_url],
    ['… signs in as', first.operator.email],
  ];
  return lines.map(([name, value]) => `  ${name.padEnd(20)} ${value}\n`).join('');
}

/** The key is public; in a fragment it still stands in no log. */
function linkRows(link_key: string, url: string): [string, string][] {
  return [
    ['Link key', link_key],
    ['Try Link', `${url}/link/demo#key=${link_key}`],
  ];
}

/** Fixed credentials are never printed, so the line names their variables instead. */
function curlLine({ api_key }: FirstStart, url: string): string {
  const pair = api_key
    ? `${api_key.id}:${api_key.secret}`
    : '"$INTARSIA_SANDBOX_KEY_ID:$INTARSIA_SANDBOX_KEY_SECRET"';
  return `curl -X POST -u ${pair} ${url}/v1/users`;
}
