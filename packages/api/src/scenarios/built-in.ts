import type { Scenario } from '@intarsia/domain';

/** A scenario that was there before anybody added one. */
export interface BuiltInScenario {
  readonly origin: 'folder' | 'shipped';
  readonly scenario: Scenario;
  /** Its text, as it was written. */
  readonly source: string;
}
