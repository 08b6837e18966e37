// The backend's own process. Its first question is for its port, each further one for arrivals.
import { serveParent } from '../children.ts';
import { openReceiver, type ReceiverQuestion } from './receiver.ts';

const receiver = await openReceiver();

serveParent(async (question) => {
  // Safe: the bench sends nothing but these.
  const { count } = question as ReceiverQuestion;
  return count === undefined ? receiver.port : receiver.arrivals(count);
});
