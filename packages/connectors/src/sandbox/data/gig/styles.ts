/** The ways in which gig work is done. */
export type GigStyle = 'rideshare' | 'delivery' | 'courier' | 'services';

/** What differs between the ways beyond the tasks themselves. */
export interface GigTrade {
  readonly job_title: string;
  /** What the person is to the platform, as circumstances say. */
  readonly position: string;
  readonly services: readonly [string, ...string[]];
  /** Tasks on an ordinary day. */
  readonly tasks: readonly [number, number];
  /** Names of what one can drive here; the first is the likeliest. */
  readonly rides: readonly ['car' | 'ebike', ...('bicycle' | 'scooter' | 'ebike' | 'car')[]];
}

export const gigTrades: Readonly<Record<GigStyle, GigTrade>> = {
  rideshare: {
    job_title: 'Driver',
    position: 'driver',
    services: ['standard', 'standard', 'standard', 'comfort', 'xl', 'green'],
    tasks: [2, 8],
    rides: ['car'],
  },
  delivery: {
    job_title: 'Delivery Courier',
    position: 'courier',
    services: ['restaurant', 'restaurant', 'grocery', 'convenience'],
    tasks: [2, 8],
    rides: ['car', 'car', 'ebike', 'bicycle', 'scooter'],
  },
  courier: {
    job_title: 'Parcel Courier',
    position: 'courier',
    services: ['parcel_block', 'parcel_block', 'store_pickup'],
    tasks: [1, 2],
    rides: ['car'],
  },
  services: {
    job_title: 'Tasker',
    position: 'tasker',
    services: ['assembly', 'moving', 'cleaning', 'mounting', 'repairs'],
    tasks: [1, 2],
    rides: ['car'],
  },
};

/** The way of working of a line of business; anything that is not on the list delivers. */
export function gigStyleOf(type: string): GigStyle {
  if (type === 'rideshare' || type === 'courier' || type === 'services') return type;
  return 'delivery';
}
