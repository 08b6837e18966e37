// The process of the bare server of streams. Its one question is to start; the answer is its port.
import { serveParent } from '../children.ts';
import { openBareFanOut } from './fan-out.ts';

serveParent(async () => (await openBareFanOut()).port);
