// The baseline's own process. Its one question is with what to start; the answer is its port.
import { serveParent } from '../children.ts';
import { type BaselineOptions, openBaseline } from './server.ts';

serveParent(async (options) => {
  // Safe: the bench sends nothing but options.
  const { port } = await openBaseline(options as BaselineOptions);
  return port;
});
