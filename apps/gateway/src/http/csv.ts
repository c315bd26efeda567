import { type Options, stringify } from 'csv-stringify/sync';
import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import type { GatewayContext, GatewayEnv } from './gateway-app.ts';

/** What a spreadsheet would run as a formula is text (OWASP, CSV injection): names come from whoever applied. */
const asText: Options = {
  cast: { string: (cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell) },
};

export const csvLines = (rows: readonly (readonly unknown[])[]): string => stringify([...rows], asText);

/** Cells as they came, for a file that is handed in again. */
export const csvLinesAsGiven = (rows: readonly (readonly unknown[])[]): string => stringify([...rows]);

/** The first line; its BOM makes spreadsheets read UTF-8. */
export const csvHead = (names: readonly string[]): string => stringify([[...names]], { bom: true });

export function asCsvFile(c: Context, name: string): void {
  c.header('content-type', 'text/csv; charset=utf-8');
  c.header('content-disposition', `attachment; filename="${name}.csv"`);
}

/** Answers with a file, part by part. Where it breaks off the connection does: no part may pass for the whole. */
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
      logger.error({ err: error }, 'a file broke off');
      const { outgoing } = (c.env ?? {}) as { outgoing?: { destroy(): void } };
      outgoing?.destroy();
      return Promise.resolve();
    },
  );
}
