import type { SealKeys } from '@goen/service-kit';
import { createPayloadCodec } from '@goen/temporal-kit';
import type { Payload } from '@temporalio/common';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';

/** Temporal's own limit of one answer is 4 MB. */
const maxBytes = 8_000_000;
const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const payloads = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).default({}), data: base64.default(Buffer.alloc(0)) }))
    .max(10_000),
});

const toJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, toBase64(value)])),
  data: toBase64(data ?? new Uint8Array()),
});
const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * What Temporal's UI asks to show encrypted payloads (its codec endpoint): POST `/decode` and `/encode`, with and in JSON
 * of payloads. Only pages of `origin`, the UI's, may read the answers; who else reaches it must be kept off by the
 * network. 400 for another body, 422 for a payload that no key opens.
 */
export function createPayloadApp(keys: SealKeys, origin: string): Hono {
  const codec = createPayloadCodec(keys);
  const app = new Hono();
  app.use(cors({ origin, allowMethods: ['POST'], allowHeaders: ['content-type', 'x-namespace', 'authorization'] }));
  app.use(bodyLimit({ maxSize: maxBytes }));
  for (const direction of ['decode', 'encode'] as const) {
    app.post(`/${direction}`, async (c) => {
      const given = payloads.safeParse(await c.req.json().catch(() => null));
      if (!given.success) throw new HTTPException(400, { message: 'Send {"payloads": […]} as Temporal’s UI does.' });
      const converted = await codec[direction](given.data.payloads).catch((error: unknown) => {
        throw new HTTPException(422, { message: error instanceof Error ? error.message : String(error) });
      });
      return c.json({ payloads: converted.map(toJson) });
    });
  }
  return app;
}
