import type { Vehicle } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { Nothing } from '../ui/nothing.tsx';
import type { Column } from '../ui/table.tsx';
import { useAsked } from './asked.ts';
import { kindAt } from './kinds.ts';
import { RowLink } from './row-link.tsx';
import { Rows } from './rows.tsx';
import { capital } from './words.ts';

const kind = kindAt('vehicles');

/** What the person drives or rides for work. */
export function Vehicles() {
  const api = useApi();
  const { many, one, pace, kept } = useAsked();
  return (
    <Rows
      kind={kind}
      noun={['vehicle', 'vehicles']}
      columns={columns}
      list={useQuery(api.vehicles.list.queryOptions(many, kept))}
      open={useQuery(api.vehicles.get.queryOptions(one, pace))}
      panel={(vehicle) => ({
        title: nameOf(vehicle),
        content: (
          <Facts>
            <Fact name="Type">{capital(vehicle.type)}</Fact>
            <Fact name="Plate or identification">
              <Code text={vehicle.identification} />
            </Fact>
            <Fact name="VIN">
              <Code text={vehicle.vin} />
            </Fact>
          </Facts>
        ),
      })}
    />
  );
}

const columns: readonly Column<Vehicle>[] = [
  {
    name: 'Vehicle',
    grow: true,
    cell: (vehicle) => (
      <RowLink kind="vehicles" id={vehicle.id}>
        {nameOf(vehicle)}
      </RowLink>
    ),
  },
  { name: 'Type', cell: ({ type }) => capital(type) },
  { name: 'Plate', cell: ({ identification }) => <Code text={identification} /> },
  { name: 'VIN', gives: 'second', cell: ({ vin }) => <Code text={vin} /> },
];

function nameOf({ year, make, model, type }: Vehicle): string {
  return [year, make, model].filter((part) => part !== null).join(' ') || capital(type);
}

function Code({ text }: { text: string | null }) {
  return text === null ? <Nothing /> : <code>{text}</code>;
}
