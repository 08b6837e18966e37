import { type CatalogueItem, type Connector, type ConnectorIo, takesForms } from '@intarsia/domain';
import { untilAborted } from '../jobs/abortable.ts';
import type { StepCtx } from '../jobs/step.ts';

/** What a connector may touch of the world while a step runs. */
export function ioOf(ctx: StepCtx): ConnectorIo {
  const { kind, speed, seed } = ctx.environment;
  const { fetch, clock, signal, log } = ctx;
  const io = { fetch, clock, signal, log, speed };
  return kind === 'sandbox' ? { ...io, seed } : { ...io, random: ctx.random };
}

/** Who logs in at a link item, if the item is still in the catalogue and its connector in this build. */
export function connectorOf(ctx: StepCtx, item: CatalogueItem | undefined): Connector | undefined {
  const connector = item && ctx.connectors.get(item.connector);
  if (!connector || takesForms(connector)) return undefined;
  if (connector.simulated) return connector;
  const { probe, updatePayDistribution } = connector;
  return {
    ...connector,
    ...(probe && {
      probe: async (...talk) => {
        await ctx.reach();
        return probe(...talk);
      },
    }),
    connect: (...talk) => afterReaching(ctx, () => connector.connect(...talk)),
    scan: (...talk) => afterReaching(ctx, () => connector.scan(...talk)),
    ...(updatePayDistribution && {
      updatePayDistribution: (...talk) => afterReaching(ctx, () => updatePayDistribution(...talk)),
    }),
  };
}

async function* afterReaching<T>(ctx: StepCtx, say: () => AsyncIterable<T>): AsyncGenerator<T> {
  await ctx.reach();
  yield* say();
}

/**
 * Lets a connector speak, step by step, until the worker has to stop. Only somebody outside can keep it
 * waiting, so one that is simulated is not watched.
 */
export function talk<T>(
  ctx: StepCtx,
  { simulated }: Connector,
  say: (io: ConnectorIo) => AsyncIterable<T>,
): AsyncIterable<T> {
  if (simulated) return say(ioOf(ctx));
  const onLateError = (error: unknown) =>
    ctx.log.debug({ err: error }, 'a connector failed after it was left');
  return untilAborted(say(ioOf(ctx)), { signal: ctx.signal, onLateError });
}
