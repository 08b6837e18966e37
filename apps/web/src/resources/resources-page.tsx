import { getRouteApi } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { Empty } from '../ui/empty.tsx';
import { Activities } from './activities.tsx';
import { Documents } from './documents.tsx';
import { Employments } from './employments.tsx';
import { Forms } from './forms.tsx';
import type { KindPath } from './kinds.ts';
import { PayAllocations } from './pay-allocations.tsx';
import { Payouts } from './payouts.tsx';
import { Profiles } from './profiles.tsx';
import { Reputations } from './reputations.tsx';
import { Vehicles } from './vehicles.tsx';
import './resources.css';

const route = getRouteApi('/in/$environment/accounts/$id/$kind');

const pages: Readonly<Record<KindPath, ComponentType>> = {
  profiles: Profiles,
  employments: Employments,
  payouts: Payouts,
  activities: Activities,
  documents: Documents,
  vehicles: Vehicles,
  reputations: Reputations,
  'pay-allocations': PayAllocations,
  forms: Forms,
};

/** All of one kind that was read through an account. */
export function ResourcesPage() {
  const { kind } = route.useParams();
  if (!isKind(kind)) return <Empty title="An account has no data of this kind.">{null}</Empty>;
  const Kind = pages[kind];
  return <Kind />;
}

function isKind(text: string): text is KindPath {
  return Object.hasOwn(pages, text);
}
