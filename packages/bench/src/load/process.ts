// The load's own process: it takes jobs from the bench one after another.
import { serveParent } from '../children.ts';
import { type LoadJob, runLoad } from './run.ts';

// Safe: the bench sends nothing but jobs.
serveParent((job) => runLoad(job as LoadJob));
