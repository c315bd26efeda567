import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { GatewayContext, GatewayEnv } from './gateway-app.ts';

export function setCsvHeaders(c: Context, name: string): void {
  c.header('content-type', 'text/csv; charset=utf-8');
  c.header('content-disposition', `attachment; filename="${name}.csv"`);
}

/** Streams a file. On an error it cuts the connection, so that a part never passes for the whole file. */
export function streamFile(
  c: Context<GatewayEnv>,
  { logger }: Pick<GatewayContext, 'logger'>,
  parts: AsyncIterable<string | Uint8Array>,
): Response {
  return stream(
    c,
    async (out) => {
      for await (const part of parts) {
        if (out.aborted) return;
        await out.write(part);
      }
    },
    (error) => {
      logger.error({ err: error }, 'CSV stream aborted');
      const { outgoing } = (c.env ?? {}) as { outgoing?: { destroy(): void } };
      outgoing?.destroy();
      return Promise.resolve();
    },
  );
}
