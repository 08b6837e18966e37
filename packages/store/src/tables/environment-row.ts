/** A row of the world of one environment. */
export interface OfEnvironment {
  environment_id: string;
}
