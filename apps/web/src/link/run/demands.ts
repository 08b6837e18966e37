import { type FrameOptions, MOST_NAMES, type ToldError } from '@intarsia/link/protocol';

/** The longest config of a deposit switch that the server gives. */
const LONGEST_CONFIG = 65_536;

/** Why no server can do what the page around asks for; undefined where one may. */
export function faultIn(options: FrameOptions): ToldError | undefined {
  const { payDistributionConfig: config, payDistributionUpdateFlow: switches } = options;
  const { linkItems, excludeLinkItems, excludeCategories, showCategories } = options;
  const lists = [linkItems ?? [], excludeLinkItems, excludeCategories, showCategories];
  if (lists.some((names) => names.length > MOST_NAMES)) return 'invalid_link_items';
  const isUseless = switches && !config;
  return isUseless || (config ?? '').length > LONGEST_CONFIG ? 'invalid_pd_config' : undefined;
}
