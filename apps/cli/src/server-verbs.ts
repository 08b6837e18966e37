/** A verb of the server's own binary, which gets everything behind it as it was written. */
export interface ServerVerb {
  readonly name: string;
  readonly summary: string;
}

/** What needs the data folder belongs to the server. */
export const serverVerbs: readonly ServerVerb[] = [
  { name: 'serve', summary: 'Run a server' },
  { name: 'doctor', summary: 'Check the configuration and the data folder' },
  { name: 'migrate', summary: 'Bring the database up to date' },
  { name: 'login-link', summary: 'Print a one-time link into the Console' },
];
