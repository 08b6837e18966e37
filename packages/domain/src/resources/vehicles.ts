import { z } from 'zod';
import { commonFields, Text } from './common.ts';

/** How the person gets about. */
export const VehicleType = z.enum([
  'car',
  'pedestrian',
  'ebike',
  'bicycle',
  'scooter',
  'motorcycle',
  'other',
]);
export type VehicleType = z.infer<typeof VehicleType>;

/** What the person drives: the documented vehicle object. */
export const Vehicle = z.object({
  ...commonFields,
  vin: Text,
  make: Text,
  model: Text,
  identification: Text.meta({ description: 'The plate, or what stands in for it.' }),
  year: z.int().nullable(),
  type: VehicleType.nullable(),
  type_description: Text.meta({ deprecated: true, description: 'Replaced by `type`.' }),
});
export type Vehicle = z.infer<typeof Vehicle>;
