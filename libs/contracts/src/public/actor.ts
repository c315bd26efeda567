import { z } from 'zod';

/** Who made a change. */
export const actorView = z
  .object({
    kind: z.enum(['key', 'member', 'operator', 'candidate', 'system']),
    id: z
      .string()
      .nullable()
      .describe('of the key or member; null: a candidate, the system, or a change made before ids were kept'),
    name: z.string().nullable().describe('as the key or member is called now'),
  })
  .meta({ id: 'Actor' });
export type ActorView = z.infer<typeof actorView>;
