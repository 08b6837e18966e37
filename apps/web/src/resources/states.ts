import type { Activity, Employment, Form, PayAllocation, Payout } from '@intarsia/domain';
import type { Shown } from '../accounts/states.ts';

/** How far a payment has come. */
export const payoutStates = {
  completed: { tone: 'good', word: 'Completed' },
  scheduled: { tone: 'busy', word: 'Scheduled' },
  cancelled: { tone: 'idle', word: 'Cancelled' },
} as const satisfies Record<Payout['status'], Shown>;

/** How far a piece of work has come. */
export const activityStates = {
  scheduled: { tone: 'idle', word: 'Scheduled' },
  in_progress: { tone: 'busy', word: 'In progress' },
  completed: { tone: 'good', word: 'Completed' },
  cancelled: { tone: 'idle', word: 'Cancelled' },
} as const satisfies Record<Activity['status'], Shown>;

/** Whether somebody works there now. */
export const employmentStates = {
  active: { tone: 'good', word: 'Active' },
  inactive: { tone: 'idle', word: 'Inactive' },
  terminated: { tone: 'idle', word: 'Terminated' },
  retired: { tone: 'idle', word: 'Retired' },
} as const satisfies Record<NonNullable<Employment['status']>, Shown>;

/** Whether pay goes there now. */
export const allocationStates = {
  active: { tone: 'good', word: 'Active' },
  inactive: { tone: 'idle', word: 'Inactive' },
} as const satisfies Record<NonNullable<PayAllocation['status']>, Shown>;

/** Whether a form was sent in. */
export const formStates = {
  in_progress: { tone: 'busy', word: 'In work' },
  submitted: { tone: 'good', word: 'Submitted' },
} as const satisfies Record<Form['status'], Shown>;
