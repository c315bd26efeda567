import { openHoldQuery } from '@goen/contracts/internal';
import { validate } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { Hono } from 'hono';
import { openHolds } from './open-holds.ts';

/** For a sweeper: holds whose workflow may have died. Internal, as the ledger is. */
export function holdRoutes(orm: Database): Hono {
  const app = new Hono();
  app.get('/', async (c) => {
    const { olderThan, cursor, limit } = validate(c.req.query(), openHoldQuery);
    return c.json(await openHolds(orm, { olderThan, cursor, limit }));
  });
  return app;
}
