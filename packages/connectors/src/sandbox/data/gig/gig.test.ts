import type { ScannedRecord } from '@intarsia/domain';
import { describe, expect, test } from 'vitest';
import { cities } from '../places/cities.ts';
import { items, keyOf, NOW, worldAt } from '../testing.ts';
import { worldOf } from '../world.ts';

type Data = ScannedRecord<'activities'>['data'];

const gigItems = items.filter(({ data_set }) => data_set === 'gig');
const forced_scans = ['2026-02-10T20:00:00.000000Z', '2026-02-10T20:00:00.000000Z'];

/** The last half year of 64 logins over all items. */
const all: Data[] = Array.from({ length: 64 }, (_, n) =>
  worldOf(keyOf(gigItems[n % gigItems.length]?.id ?? '', `gen_${n}`, { forced_scans }), NOW),
).flatMap((world) => [...world.activities({ from: '2025-09-01' })].map(({ data }) => data));
const done = all.filter(({ status }) => status === 'completed');
const seconds = (time: string | null) => Date.parse(time ?? '') / 1000;

/** Fails naming the activity, as thousands are looked at. */
function check(holds: boolean, data: Data): void {
  if (!holds) expect.unreachable(JSON.stringify(data, null, 1));
}

/** Miles as the crow flies, by the haversine formula on a sphere. */
function crowMiles({ start_location: a, end_location: b }: Data): number {
  const rad = (degrees: string | null) => Number(degrees) * (Math.PI / 180);
  const half = (x: number) => Math.sin(x / 2) ** 2;
  const [north, east] = [rad(b.lat) - rad(a.lat), rad(b.lng) - rad(a.lng)];
  const h = half(north) + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * half(east);
  return 2 * 3958.8 * Math.asin(Math.sqrt(h));
}

describe('activities', () => {
  test('are many, of all types and both endings', () => {
    expect(all.length).toBeGreaterThan(5000);
    expect(new Set(all.map(({ type }) => type))).toEqual(
      new Set(['rideshare', 'delivery', 'hourly', 'services']),
    );
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['completed', 'cancelled']));
    expect(new Set(all.map(({ num_tasks }) => (num_tasks ?? 0) > 1))).toEqual(
      new Set([true, false]),
    );
    expect(all.some(({ num_tasks }) => num_tasks === null)).toBe(true);
  });

  test('say the same in datetimes and in timestamps', () => {
    for (const data of all) {
      const { breaks, ...moments } = data.all_datetimes;
      for (const [name, time] of Object.entries(moments)) {
        const stamp = data.all_timestamps[name as keyof typeof moments];
        check(time === null ? stamp === null : stamp === seconds(time), data);
      }
      check(data.all_timestamps.breaks.length === breaks.length, data);
      for (const [place, { break_start, break_end }] of breaks.entries()) {
        const stamps = data.all_timestamps.breaks[place];
        check(stamps?.break_start === seconds(break_start), data);
        check(stamps?.break_end === seconds(break_end), data);
      }
    }
  });

  test('have moments in their order, within start and end', () => {
    for (const data of all) {
      const { request_at, accept_at, pickup_at, dropoff_at, cancel_at, ...shift } =
        data.all_datetimes;
      const order = [request_at, accept_at, pickup_at, dropoff_at ?? cancel_at].filter(
        (time) => time,
      );
      check(String(order) === String([...order].sort()), data);
      check(data.duration === seconds(data.end_date) - seconds(data.start_date), data);
      check((data.duration ?? 0) > 0, data);
      const isShift = shift.shift_start !== null;
      check(isShift ? shift.shift_start === data.start_date : accept_at === data.start_date, data);
      check((isShift ? shift.shift_end : (dropoff_at ?? cancel_at)) === data.end_date, data);
      check((cancel_at !== null) === (data.status === 'cancelled'), data);
      check(shift.break_start === (shift.breaks[0]?.break_start ?? null), data);
      for (const { break_start, break_end } of shift.breaks) {
        check(
          data.start_date < (break_start ?? '') && (break_start ?? '') < (break_end ?? ''),
          data,
        );
        check((break_end ?? '') < (data.end_date ?? ''), data);
      }
    }
  });

  test('have distances that fit the places, and speeds that fit a city', () => {
    const rides = done.filter(({ type }) => type === 'rideshare' || type === 'delivery');
    const trips = rides.filter(({ all_datetimes }) => all_datetimes.pickup_at !== null);
    expect(trips.length).toBeGreaterThan(2000);
    for (const data of trips) {
      const miles = Number(data.distance);
      const crow = crowMiles(data);
      const { pickup_at, dropoff_at } = data.all_timestamps;
      const hours = ((dropoff_at ?? 0) - (pickup_at ?? 0)) / 3600;
      check(miles >= crow && miles <= crow * 1.8 + 0.1, data);
      check(miles >= 0.6 && miles < 25, data);
      check(miles / hours > 3 && miles / hours < 25, data);
    }
  });

  test('of a shift cover no more miles than its hours allow', () => {
    const shifts = done.filter(
      ({ distance, all_datetimes }) => distance && all_datetimes.shift_start,
    );
    expect(shifts.length).toBeGreaterThan(100);
    for (const data of shifts) {
      const speed = (Number(data.distance) * 3600) / (data.duration ?? 1);
      check(speed > 4 && speed < 14, data);
      check(JSON.stringify(data.start_location) === JSON.stringify(data.end_location), data);
    }
  });

  test('lie in the city of the person, in its time zone', () => {
    const byZone = new Map(all.map((data) => [data.timezone, data]));
    for (const data of byZone.values()) {
      const near = cities.filter(({ zone }) => zone.name === data.timezone);
      const { lat, lng } = data.start_location;
      const isNear = near.some(({ neighbourhoods: [first] }) => {
        return Math.abs(first.lat - Number(lat)) < 0.3 && Math.abs(first.lng - Number(lng)) < 0.3;
      });
      check(isNear, data);
    }
    expect(byZone.size).toBe(5);
  });

  test('are begun between five in the morning and three at night, local time', () => {
    // One in ten: the platform takes its time to tell a local one.
    for (const data of all.filter((_, place) => place % 10 === 0)) {
      const format = { timeZone: data.timezone ?? '', hour: 'numeric', hourCycle: 'h23' } as const;
      const hour = Number(new Date(data.start_date).toLocaleString('en-US', format));
      check(hour < 3 || hour >= 5, data);
    }
  });

  test('have income that adds up, both ways', () => {
    const cents = (amount: string | null) => Math.round(Number(amount) * 100);
    for (const data of all) {
      const { total, pay, tips, bonus, total_charge, fees, taxes } = data.income;
      check(cents(total) === cents(pay) + cents(tips) + cents(bonus), data);
      check(cents(total) === cents(total_charge) - cents(fees) - cents(taxes), data);
      const { hour, mile } = data.income_rates;
      check(Math.abs(Number(hour) - (Number(total) * 3600) / (data.duration ?? 1)) <= 0.006, data);
      check((mile === null) === (data.distance === null), data);
    }
    for (const data of done) check(cents(data.income.total) >= 275, data);
  });

  test('that were cancelled went nowhere, and bring little', () => {
    const cancelled = all.filter(({ status }) => status === 'cancelled');
    expect(cancelled.length).toBeGreaterThan(50);
    for (const data of cancelled) {
      check(data.distance === null && data.end_location.lat === null && data.route === null, data);
      check(Number(data.income.total) <= 5, data);
    }
  });

  test('of one person never overlap', () => {
    // Scans at one moment, and others so close that there is hardly room between them.
    const times = ['10:00', '10:00', '11:05', '12:10', '14:00', '14:30', '20:45', '20:45'];
    const forced = times.map((time) => `2026-02-10T${time}:00.000000Z`);
    for (const slug of ['uber', 'doordash', 'parcelfinch', 'taskheddle']) {
      for (const login of ['test_1', 'test_busy', 'gen_3', 'gen_8']) {
        const world = worldAt(slug, login, { forced_scans: forced, since: '2025-12-01' });
        const works = [...world.activities()].map(({ data }) => data).reverse();
        for (const [place, data] of works.entries()) {
          const before = works[place - 1];
          check(before === undefined || (before.end_date ?? '') <= data.start_date, data);
        }
      }
    }
  });
});

test('a trip has a link to a map of its way', () => {
  const links = done.flatMap(({ route }) => route ?? []);

  expect(links.length).toBeGreaterThan(2000);
  for (const link of links.slice(0, 50)) {
    expect(new URL(link).searchParams.get('route')).toMatch(
      /^-?\d+\.\d{6},-?\d+\.\d{6};-?\d+\.\d{6},/,
    );
  }
});
