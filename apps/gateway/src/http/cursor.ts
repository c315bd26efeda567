import { storable, validate } from '@goen/service-kit';
import type { Context } from 'hono';
import type { z } from 'zod';

export { readCursor, readSeqCursor, toPage as pageOf } from '@goen/service-kit';

export const readQuery = <T extends z.ZodType>(c: Context, schema: T): z.output<T> =>
  storable(validate(c.req.query(), schema));
