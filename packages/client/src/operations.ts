import type { AppRouter } from '@intarsia/api';
import type { TRPCClient } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

// The published package has these types spelled out instead, made from the same operations by
// packages/api/src/declarations; all but the router's own, which only this repository needs.

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

/** Every operation of a server, typed. */
export type Intarsia = TRPCClient<AppRouter>;

export type { AppRouter, Problem } from '@intarsia/api';
export type { DomainEvent, ErrorCode, Page } from '@intarsia/domain';
export type Account = Outputs['accounts']['get'];
export type Activity = Outputs['activities']['get'];
export type ApiKey = Outputs['keys']['list']['results'][number];
export type CreatedUser = Outputs['users']['create'];
export type Document = Outputs['documents']['get'];
export type Employment = Outputs['employments']['get'];
export type FeedEvent = Outputs['events']['list']['results'][number];
export type FeedPage = Outputs['events']['list'];
export type Form = Outputs['forms']['get'];
export type LinkItem = Outputs['linkItems']['get'];
export type PayAllocation = Outputs['payAllocations']['get'];
export type Payout = Outputs['payouts']['get'];
export type Profile = Outputs['profiles']['get'];
export type Reputation = Outputs['reputations']['get'];
export type User = Outputs['users']['get'];
export type Vehicle = Outputs['vehicles']['get'];
export type Webhook = Outputs['webhooks']['get'];
export type WebhookHealth = Outputs['webhooks']['health'];

/** Of the sandbox. */
export type AnswerSandboxInput = Inputs['sandbox']['answer'];
export type ClockState = Outputs['clock']['get'];
export type ConnectSandboxInput = Inputs['sandbox']['connect'];
export type DrivenClock = Outputs['clock']['advance'];
export type ScenarioFile = Outputs['scenarios']['get'];
export type Snapshot = Outputs['snapshots']['create'];
export type World = Outputs['snapshots']['restore'];
export type SetConnectionInput = Inputs['sandbox']['setConnection'];
export type SetPayDistributionInput = Inputs['sandbox']['setPayDistribution'];
export type SandboxSettings = Outputs['sandboxSettings']['get'];
export type WebhookChaos = Outputs['webhookChaos']['get'];
export type UpdateSandboxSettingsInput = Inputs['sandboxSettings']['update'];
