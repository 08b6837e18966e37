import type { Vehicle } from '@intarsia/domain';
import { record } from '../record.ts';
import type { Column } from '../table.ts';
import { joined, said, words } from '../words.ts';

export const vehicleColumns: readonly Column<Vehicle>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Vehicle', of: nameOf, cut: true },
  { title: 'Type', of: ({ type }) => words(type) },
  { title: 'Plate', of: ({ identification }) => said(identification), optional: true },
  { title: 'VIN', of: ({ vin }) => said(vin), optional: true },
  { title: 'Employer', of: ({ employer }) => said(employer), optional: true },
];

export const vehicleView = record<Vehicle>((vehicle) => [
  ['Vehicle', nameOf(vehicle)],
  ['Type', words(vehicle.type)],
  ['Plate', said(vehicle.identification)],
  ['VIN', said(vehicle.vin)],
]);

/** `2023 Honda CR-V`. */
function nameOf({ year, make, model }: Vehicle): string {
  return joined([year === null ? null : String(year), make, model], ' ');
}
