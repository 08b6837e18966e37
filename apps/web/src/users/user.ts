import type { inferOutput } from '@trpc/tanstack-react-query';
import type { useApi } from '../app/api.tsx';

/** A user as the server gives it: the metadata is the JSON value itself. */
export type User = inferOutput<ReturnType<typeof useApi>['users']['get']>;
