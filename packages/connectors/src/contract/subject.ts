import type {
  CatalogueItem,
  ChallengeAnswer,
  Connector,
  ConnectorIo,
  PayDistributionConfig,
} from '@intarsia/domain';

/** A connector and logins to try on it. */
export interface ContractSubject {
  readonly connector: Connector;
  readonly link_item: CatalogueItem;
  /** Leads to a session; give `answers` when it is asked something on the way. */
  readonly good: unknown;
  readonly answers?: readonly ChallengeAnswer[];
  readonly wrong: unknown;
  /** A deposit switch that works, where the connector does any. */
  readonly config?: PayDistributionConfig;
  /** What the connector needs of the world, such as a recorded `fetch`. */
  readonly io?: Partial<ConnectorIo>;
}
