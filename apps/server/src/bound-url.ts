/** The URL of a bound address. Nobody can open the one that means "every address" of this machine. */
export function boundUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
