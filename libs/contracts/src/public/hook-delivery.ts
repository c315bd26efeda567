import { z } from 'zod';
import { fieldError } from './problem.ts';
import { instant, pageLimit, pageOf } from './shared.ts';

/** `received`: not processed yet; `held`: the connection is paused; `refused`: at least one item was refused. */
export const hookDeliveryState = z.enum(['received', 'held', 'taken', 'ignored', 'refused']);
export type HookDeliveryState = z.infer<typeof hookDeliveryState>;

/** The outcome of one item of a delivery. */
export const hookItemResult = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('rejection'),
      case_id: z.uuid(),
      known: z.boolean(),
      dropped_fields: z.array(fieldError).optional().describe('details that were cut or not stored, and why'),
    }),
    z.object({ kind: z.literal('event'), case_ids: z.array(z.uuid()) }),
    z.object({ kind: z.literal('ignored'), reason: z.string() }),
    z.object({ kind: z.literal('refused'), errors: z.array(fieldError) }),
  ])
  .meta({ id: 'HookItemResult' });
export type HookItemResult = z.infer<typeof hookItemResult>;

export const hookReceipt = z.object({ received: z.literal(true) }).meta({ id: 'HookReceipt' });

export const hookDelivery = z
  .object({
    id: z.uuid(),
    state: hookDeliveryState.describe(
      '`received`: not processed yet; `held`: the connection is paused; `refused`: at least one item was refused',
    ),
    results: z.array(hookItemResult).describe('one result per item'),
    deliveries: z.number().int().describe('how often the system sent it'),
    received_at: instant,
    settled_at: instant.nullable().describe('when it was last processed'),
    replayable: z.boolean().describe('false once its body was erased with the data of the person'),
  })
  .meta({ id: 'HookDelivery' });
export type HookDeliveryView = z.infer<typeof hookDelivery>;
export const hookDeliveryQuery = z.strictObject({
  state: hookDeliveryState.optional(),
  cursor: z.string().optional(),
  limit: pageLimit,
});
export const hookDeliveryPage = pageOf(hookDelivery).meta({ id: 'HookDeliveryPage' });

export const hookReplay = z
  .object({
    replayed: z.number().int(),
    refused: z.number().int().describe('of those replayed, refused again'),
    left: z.number().int().describe('still open; call again to replay them'),
  })
  .meta({ id: 'HookReplay' });

/** Largest body of an inbound webhook in bytes (1 MiB). */
export const maxHookBytes = 1024 * 1024;
export const maxReplays = 500;
