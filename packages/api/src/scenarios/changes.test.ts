import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { engineNames, everyEventOf } from '../testing/logins.ts';
import { addScenario, play } from '../testing/scenarios.ts';

describe.each(engineNames)('shipped scenarios: what changes in the data, on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  test('new-employer ends one employment and begins another', async () => {
    const stage = await play(t, { username: 'new-employer', link_item: 'paythread' });
    await stage.pass('P29D');
    const before = await t.caller().employments.list({ account: stage.id });

    const account = await stage.pass('P2D');
    const after = await t.caller().employments.list({ account: stage.id });
    await stage.pass('P45D');
    const payouts = await t.caller().payouts.list({ account: stage.id, limit: 200 });

    const old = before.results[0];
    expect(before.results.map(({ status }) => status)).toEqual(['active']);
    expect(after.results).toHaveLength(2);
    expect(after.results.find(({ id }) => id === old?.id)).toMatchObject({
      status: 'terminated',
      termination_reason: 'Resignation',
    });
    expect(after.results.find(({ id }) => id !== old?.id)).toMatchObject({
      status: 'active',
      employer: 'mossbridge_automotive',
    });
    expect(account.employers.at(-1)).toBe('Mossbridge Automotive');
    const allocations = await t.caller().payAllocations.list({ account: stage.id });
    expect(new Set(allocations.results.map(({ employer }) => employer))).toEqual(
      new Set(['mossbridge_automotive']),
    );
    const [newest] = payouts.results;
    expect(newest?.employer).toBe('mossbridge_automotive');
    expect(payouts.results.map(({ employer }) => employer)).toContain(old?.employer);
  });

  test('raise lets the base pay and the pay of later periods go up by a tenth', async () => {
    const stage = await play(t, { username: 'raise', link_item: 'harrow_and_pine' });
    const payOf = async () => {
      const { results } = await t.caller().employments.list({ account: stage.id });
      return Number(results[0]?.base_pay.amount);
    };
    const rateOf = async () => {
      const { results } = await t.caller().payouts.list({ account: stage.id, limit: 1 });
      return Number(results[0]?.gross_pay_list.find(({ name }) => name === 'Regular')?.rate);
    };
    await stage.pass('P13D');
    const [pay, rate] = [await payOf(), await rateOf()];

    await stage.pass('P2D');
    const raised = await payOf();
    await stage.pass('P20D');

    expect(raised / pay).toBeCloseTo(1.1, 2);
    expect((await rateOf()) / rate).toBeCloseTo(1.1, 2);
  });

  test('activities-vanish takes three activities, and tells which', async () => {
    const stage = await play(t, { username: 'activities-vanish', link_item: 'bobbin_eats' });
    const idsNow = async () => {
      const { results } = await t.caller().activities.list({ account: stage.id, limit: 200 });
      return results.map(({ id }) => id);
    };
    await stage.pass('PT167H');
    const before = await idsNow();

    const account = await stage.pass('PT2H');

    const after = new Set(await idsNow());
    const gone = (await everyEventOf(t, stage.id)).filter(
      ({ type }) => type === 'activities.removed',
    );
    const { removed_activities: told = [] } = (gone[0]?.data ?? {}) as {
      removed_activities?: string[];
    };
    expect(gone).toHaveLength(1);
    expect(told).toHaveLength(3);
    for (const id of told) expect(after.has(id)).toBe(false);
    for (const id of told) expect(before).toContain(id);
    const { count } = await t.caller().activities.list({ account: stage.id });
    expect(account.availability.activities?.available_count).toBe(count);
  });

  test('payout-cancelled cancels a payout, and later takes another one', async () => {
    const stage = await play(t, { username: 'payout-cancelled', link_item: 'harrow_and_pine' });
    const newest = async () => (await t.caller().payouts.list({ account: stage.id })).results;
    const start = await stage.pass('PT119H');
    const [paid] = await newest();

    await stage.pass('PT2H');
    const cancelled = (await newest()).find(({ id }) => id === paid?.id);
    await stage.pass('P11D');

    const types = (await everyEventOf(t, stage.id)).map(({ type }) => type);
    expect(start.connection.status).toBe('connected');
    expect([paid?.status, cancelled?.status]).toEqual(['completed', 'cancelled']);
    expect(types).toContain('payouts.updated');
    expect(types).toContain('payouts.removed');
    expect((await newest()).map(({ id }) => id)).toContain(paid?.id);
  });
});

describe.each(engineNames)('payouts that vanish, on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  test('take their payslips along, at their time, and nothing else', async () => {
    await addScenario(t, {
      name: 'taken-back',
      description: 'Two payouts are gone on the twelfth day.',
      persona: 'gen_6',
      later: [{ after: '12d', vanish: { payouts: 2 } }],
    });
    const stage = await play(t, { username: 'taken-back', link_item: 'walmart' });
    const look = async () => {
      const of = { account: stage.id, limit: 200 };
      const { results: payouts } = await t.caller().payouts.list(of);
      const { results: documents, count } = await t.caller().documents.list(of);
      const ids = documents.map(({ id }) => id);
      return { named: payouts.map(({ document_id }) => document_id), ids, count };
    };
    await stage.pass('P11DT23H');
    const before = await look();

    const account = await stage.pass('PT2H');

    const after = await look();
    const gone = before.named.filter((id) => !after.named.includes(id));
    const told = (await everyEventOf(t, stage.id)).filter(
      ({ type }) => type === 'documents.removed',
    );
    expect(gone).toHaveLength(2);
    expect(after.ids).toEqual(before.ids.filter((id) => !gone.includes(id)));
    expect(told.map(({ data }) => 'document' in data && data.document).sort()).toEqual(gone.sort());
    expect([before.count, after.count]).toEqual([before.ids.length, before.ids.length - 2]);
    expect(account.availability.payouts?.available_count).toBe(after.named.length);
    await stage.pass('P30D');
    expect((await look()).ids.filter((id) => gone.includes(id))).toEqual([]);
  });
});

describe('shipped scenarios: what comes late', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('late-tip raises the income of two activities', async () => {
    const stage = await play(t, { username: 'late-tip', link_item: 'bobbin_eats' });
    await stage.pass('PT23H');
    const list = async () => {
      const { results } = await t.caller().activities.list({ account: stage.id, limit: 50 });
      return new Map(results.map((one) => [one.id, one]));
    };
    const before = await list();

    await stage.pass('PT2H');

    const updated = (await everyEventOf(t, stage.id)).filter(
      ({ type }) => type === 'activities.updated',
    );
    const { updated_activities: told = [] } = (updated[0]?.data ?? {}) as {
      updated_activities?: string[];
    };
    const after = await list();
    expect(told).toHaveLength(2);
    for (const id of told) {
      const [was, is] = [before.get(id), after.get(id)];
      for (const part of ['tips', 'total', 'total_charge'] as const) {
        expect(Number(is?.income[part]) - Number(was?.income[part])).toBeCloseTo(5, 5);
      }
      expect(is?.income.pay).toBe(was?.income.pay);
      const { hour, mile } = is?.income_rates ?? {};
      const total = Number(is?.income.total);
      expect(Number(hour) * Number(is?.duration)).toBeCloseTo(total * 3600, -2);
      expect(Number(mile) * Number(is?.distance)).toBeCloseTo(total, 0);
    }
  });

  test('late-document brings a license three days later', async () => {
    const stage = await play(t, { username: 'late-document', link_item: 'harrow_and_pine' });
    const licences = async () => {
      const { results } = await t.caller().documents.list({ account: stage.id, limit: 200 });
      return results.filter(({ document_type }) => document_type === 'drivers_license');
    };
    await stage.pass('PT71H');
    const before = await licences();

    await stage.pass('PT2H');

    expect(before).toEqual([]);
    expect(await licences()).toMatchObject([
      { document_type_description: "Driver's license, renewed" },
    ]);
  });
});

describe.each(engineNames)('a vehicle, on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  test('gets another plate with its registration, and goes with its papers', async () => {
    await addScenario(t, {
      name: 'two-plates',
      description: 'Another plate on the third day; on the sixth the car is sold.',
      persona: 'test_3',
      later: [
        { after: '3d', new_plate: 'SEW 1DLE' },
        { after: '6d', drop_vehicle: true },
      ],
    });
    const stage = await play(t, { username: 'two-plates', link_item: 'warpride' });
    const of = { account: stage.id, limit: 200 };
    const look = async () => {
      const { results: vehicles } = await t.caller().vehicles.list(of);
      const { results: papers } = await t.caller().documents.list(of);
      const cards = papers.filter((one) => /^vehicle_/.test(one.document_type ?? ''));
      const numbers = cards.map(({ document_number }) => document_number);
      return { vehicles, papers: papers.length, cards: cards.length, numbers };
    };
    const told = async (from: number) => {
      const events = (await everyEventOf(t, stage.id)).slice(from);
      const types = events.map(({ type }) => type);
      return [...new Set(types)].filter((type) => /^(vehicles|documents)/.test(type)).sort();
    };
    await stage.pass('P2D');
    const before = await look();
    const first = (await everyEventOf(t, stage.id)).length;
    await stage.pass('PT25H');
    const during = await look();
    const changed = await told(first);
    const second = (await everyEventOf(t, stage.id)).length;
    await stage.pass('P3D');
    const after = await look();

    const [car] = before.vehicles;
    expect(before.vehicles.length).toBeGreaterThan(0);
    expect(during.vehicles[0]).toMatchObject({ id: car?.id, identification: 'SEW 1DLE' });
    expect(before.numbers).toContain(car?.identification);
    expect(during.numbers).toContain('SEW 1DLE');
    expect(changed).toEqual(['documents.updated', 'vehicles.updated']);
    expect(after.vehicles).toEqual(during.vehicles.slice(1));
    expect(during.papers - after.papers).toBe(during.cards - after.cards);
    expect(after.numbers).not.toContain('SEW 1DLE');
    expect(await told(second)).toEqual(['documents.removed', 'vehicles.removed']);
  });
});
