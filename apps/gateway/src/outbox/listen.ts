import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@goen/service-kit';
import { Client } from 'pg';

const reconnectMs = 2_000;

/** Calls `onNotify` for each NOTIFY of the outbox and after each connect, until aborted; reconnects after errors. */
export async function listenForOutboxRows(
  { databaseUrl, logger }: { readonly databaseUrl: string; readonly logger: Logger },
  onNotify: () => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const client = new Client({ connectionString: databaseUrl });
    const ended = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      await client.connect();
      client.on('notification', onNotify);
      await client.query('listen outbox');
      onNotify();
      await ended;
    } catch (error) {
      logger.warn({ err: error }, 'Failed to listen for outbox rows; polling until the next attempt');
      await wait(reconnectMs);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
