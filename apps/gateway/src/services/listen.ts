import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@goen/service-kit';
import { Client } from 'pg';

const reconnectMs = 2_000;

export type ListenOptions = { readonly databaseUrl: string; readonly channel: string; readonly logger: Logger };

/**
 * Calls `onNotify` with the payload of each NOTIFY on the channel, and with null after each connect, since some may have
 * been missed; until aborted. Reconnects after errors. It takes a connection of its own.
 */
export async function listenTo(
  { databaseUrl, channel, logger }: ListenOptions,
  onNotify: (payload: string | null) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const client = new Client({ connectionString: databaseUrl, keepAlive: true });
    const ended = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve());
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      await client.connect();
      client.on('notification', ({ payload }) => onNotify(payload ?? ''));
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      onNotify(null);
      await ended;
    } catch (error) {
      logger.warn({ err: error, channel }, 'Failed to listen to the database; retrying');
      await wait(reconnectMs);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
