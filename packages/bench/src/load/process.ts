// The load's own process: it takes jobs from the bench one after another.
import { serveParent } from '../children.ts';
import { type FanOutJob, runFanOut } from './fan-out.ts';
import { type LoadJob, runLoad } from './run.ts';

serveParent((question) => {
  // Safe: the bench sends nothing but jobs.
  const job = question as LoadJob | FanOutJob;
  return 'subscribers' in job ? runFanOut(job) : runLoad(job);
});
