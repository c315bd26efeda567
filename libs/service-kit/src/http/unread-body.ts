import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';

/** How much and how long of a refused body is discarded before the connection closes. */
const lingerBytes = 64 * 1024 * 1024;
const lingerMs = 5_000;

type NodeBindings = { readonly incoming?: IncomingMessage };

/**
 * A response that leaves a request body unread says `Connection: close`, and the connection stays open until the client
 * has sent the rest (bounded): closing it earlier resets it, and the client may lose the response.
 */
export const closeAfterUnreadBody: MiddlewareHandler = async (c, next) => {
  const { raw } = c.req;
  await next();
  const { incoming } = (c.env ?? {}) as NodeBindings;
  if (incoming === undefined || c.res.status < 400 || !hasUnreadBody(incoming)) return;
  const { status } = c.res;
  const body = Buffer.from(await c.res.arrayBuffer());
  const headers = new Headers(c.res.headers);
  headers.set('connection', 'close');
  headers.set('content-length', String(body.byteLength));
  // An unpacked body reads from the raw one until it is cancelled.
  if (c.req.raw !== raw) await c.req.raw.body?.cancel().catch(() => undefined);
  c.res = undefined;
  c.res = new Response(endAfter(body, discardRest(raw)), { status, headers });
};

function hasUnreadBody(incoming: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  return (encoding !== undefined || Number(length ?? 0) > 0) && !incoming.readableEnded;
}

/** The bytes at once, the end of the stream only when `done` settles. */
const endAfter = (bytes: Uint8Array, done: Promise<void>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    async start(controller) {
      controller.enqueue(bytes);
      await done;
      controller.close();
    },
  });

/** Reads on from where the body was left, bounded in bytes and time; a broken connection ends it, too. */
async function discardRest(request: Request): Promise<void> {
  if (request.body === null || request.body.locked) return;
  const reader = request.body.getReader();
  const deadline = setTimeout(() => void reader.cancel().catch(() => undefined), lingerMs);
  try {
    for (let bytes = 0; bytes <= lingerBytes; ) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
  } catch {
    // The client has closed the connection.
  } finally {
    clearTimeout(deadline);
  }
}
