// The process of the bare loop of posts: it takes jobs from the bench one after another.
import { serveParent } from '../children.ts';
import { openPoster, type PostJob } from './post.ts';

const poster = openPoster();

// Safe: the bench sends nothing but jobs.
serveParent((job) => poster.post(job as PostJob));
