import { z } from 'zod';
import { fieldError } from './problem.ts';
import { instant, pageLimit, pageOf } from './shared.ts';

/** `received`: not dealt with yet; `held`: the connection was paused; `refused`: at least one thing was not taken. */
export const hookDeliveryState = z.enum(['received', 'held', 'taken', 'ignored', 'refused']);
export type HookDeliveryState = z.infer<typeof hookDeliveryState>;

/** What came of one thing that a delivery told. */
export const toldResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rejection'), case_id: z.uuid(), known: z.boolean() }),
  z.object({ kind: z.literal('event'), case_ids: z.array(z.uuid()) }),
  z.object({ kind: z.literal('ignored'), reason: z.string() }),
  z.object({ kind: z.literal('refused'), errors: z.array(fieldError) }),
]);
export type ToldResult = z.infer<typeof toldResult>;

export const hookDelivery = z.object({
  id: z.uuid(),
  state: hookDeliveryState,
  told: z.array(toldResult),
  deliveries: z.number().int().describe('how often the system sent it'),
  received_at: instant,
  settled_at: instant.nullable(),
  replayable: z.boolean().describe('false when its body was erased with the data of the person'),
});
export type HookDeliveryView = z.infer<typeof hookDelivery>;
export const hookDeliveryQuery = z.object({
  state: hookDeliveryState.optional(),
  cursor: z.string().optional(),
  limit: pageLimit,
});
export const hookDeliveryPage = pageOf(hookDelivery);

/** What a replay of all that is open came to. `left`: still open, for another call. */
export const hookReplay = z.object({ replayed: z.number().int(), refused: z.number().int(), left: z.number().int() });

/** Largest body of an inbound webhook in bytes (1 MiB). */
export const maxHookBytes = 1024 * 1024;
export const maxReplays = 500;
