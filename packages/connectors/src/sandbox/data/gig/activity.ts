import {
  type ActivityDatetimes,
  type ActivityIncome,
  type ActivityTimestamps,
  amountOf,
  proportion,
  type ScannedRecord,
} from '@intarsia/domain';
import { secondText } from '../calendar.ts';
import type { City } from '../places/city.ts';
import { degreesOf, type Point, placeOf } from '../places/points.ts';
import type { SourceItem } from '../source-item.ts';
import { gigStyleOf, gigTrades } from './styles.ts';
import { type Task, totalOf, type Work } from './task.ts';

/** Nothing on the map. */
const nowhere = { lat: null, lng: null, formatted_address: null };

/** A task as the JSON that the platform would show. */
export function activityOf(
  { source_id, task }: Work,
  { item, city }: { readonly item: SourceItem; readonly city: City },
): ScannedRecord<'activities'> {
  const times = timestampsOf(task);
  const { rush: is_rush, pool: is_pool, surge: is_surge, service: service_type } = task;
  const { position } = gigTrades[gigStyleOf(item.type)];
  return {
    kind: 'activities',
    source_id,
    employer: item.id,
    data: {
      metadata: {},
      link_item: item.id,
      data_partner: item.id,
      status: task.cancel === null ? 'completed' : 'cancelled',
      type: task.type,
      earning_type: 'work',
      num_tasks: task.count,
      start_date: secondText(task.start),
      end_date: secondText(task.end),
      timezone: city.zone.name,
      duration: task.end - task.start,
      distance: task.distance === null ? null : amountOf(task.distance),
      distance_unit: task.distance === null ? null : 'miles',
      start_location: placeOf(task.from, city),
      end_location: task.to ? placeOf(task.to, city) : nowhere,
      route: task.to && task.to !== task.from ? routeOf(task.from, task.to) : null,
      all_datetimes: datetimesOf(times),
      all_timestamps: times,
      circumstances: { is_pool, is_rush, is_surge, service_type, position },
      income: incomeOf(task),
      income_rates: ratesOf(totalOf(task), {
        seconds: task.end - task.start,
        distance: task.distance,
      }),
      complete_data_available: true,
    },
  };
}

/** A map of the way that anybody can open. */
function routeOf(from: Point, to: Point): string {
  const at = ({ lat, lng }: Point) => `${degreesOf(lat)}%2C${degreesOf(lng)}`;
  return `https://www.openstreetmap.org/directions?route=${at(from)}%3B${at(to)}`;
}

function timestampsOf(task: Task): ActivityTimestamps {
  const [first] = task.breaks;
  return {
    request_at: task.request,
    accept_at: task.accept,
    pickup_at: task.pickup,
    dropoff_at: task.dropoff,
    cancel_at: task.cancel,
    shift_start: task.shift ? task.start : null,
    shift_end: task.shift ? task.end : null,
    break_start: first?.from ?? null,
    break_end: first?.to ?? null,
    breaks: task.breaks.map(({ from, to }) => ({ break_start: from, break_end: to })),
  };
}

function datetimesOf(times: ActivityTimestamps): ActivityDatetimes {
  const text = (second: number | null) => (second === null ? null : secondText(second));
  return {
    request_at: text(times.request_at),
    accept_at: text(times.accept_at),
    pickup_at: text(times.pickup_at),
    dropoff_at: text(times.dropoff_at),
    cancel_at: text(times.cancel_at),
    shift_start: text(times.shift_start),
    shift_end: text(times.shift_end),
    break_start: text(times.break_start),
    break_end: text(times.break_end),
    breaks: times.breaks.map(({ break_start, break_end }) => ({
      break_start: text(break_start),
      break_end: text(break_end),
    })),
  };
}

function incomeOf(task: Task): ActivityIncome {
  const { pay, tips, bonus, fees, taxes } = task.earned;
  const total = totalOf(task);
  return {
    currency: 'USD',
    total_charge: amountOf(total + fees + taxes),
    fees: amountOf(fees),
    total: amountOf(total),
    pay: amountOf(pay),
    tips: amountOf(tips),
    bonus: amountOf(bonus),
    taxes: amountOf(taxes),
  };
}

/** What so many cents are by the hour and by the mile; the distance in hundredths of a mile. */
export function ratesOf(
  total: number,
  { seconds, distance }: { readonly seconds: number; readonly distance: number | null },
): { hour: string; mile: string | null } {
  return {
    hour: amountOf(proportion(total, 3600, seconds)),
    mile: distance ? amountOf(proportion(total, 100, distance)) : null,
  };
}
