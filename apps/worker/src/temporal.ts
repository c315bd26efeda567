/**
 * Jobs beside a Temporal server. In an image: `node apps/worker/src/temporal.ts …`.
 *
 * - `npm run temporal -- setup` gives the server the namespace and the search attributes that the services need, before
 *   they start. May be repeated.
 * - `npm run temporal -- codec` lets Temporal's UI show payloads that are encrypted with TEMPORAL_PAYLOAD_KEYS.
 */
import { base64Keys, readConfig, serveApp } from '@goen/service-kit';
import { runService } from '@goen/service-kit/run-service';
import { setUpNamespace, temporalEnvironment, toTemporalSettings } from '@goen/temporal-kit';
import { z } from 'zod';
import { createPayloadApp } from './payload-app.ts';

const setupEnvironment = z.object({
  ...temporalEnvironment,
  TEMPORAL_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(7),
});

const codecEnvironment = z.object({
  TEMPORAL_PAYLOAD_KEYS: base64Keys(32),
  TEMPORAL_UI_URL: z.url().transform((url) => new URL(url).origin),
  CODEC_PORT: z.coerce.number().int().min(0).max(65_535).default(8234),
  CODEC_HOST: z.string().default('127.0.0.1'),
});

async function setUp(): Promise<void> {
  try {
    const { TEMPORAL_RETENTION_DAYS: retentionDays, ...settings } = readConfig(setupEnvironment);
    await setUpNamespace(toTemporalSettings(settings), retentionDays, (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

const serveCodec = (): void =>
  runService('codec', async (logger) => {
    const {
      TEMPORAL_PAYLOAD_KEYS: keys,
      TEMPORAL_UI_URL: origin,
      CODEC_PORT: port,
      CODEC_HOST: host,
    } = readConfig(codecEnvironment);
    const server = await serveApp(createPayloadApp(keys, origin), { port, host });
    logger.info({ url: server.url, origin }, 'listening');
    return server;
  });

const command = process.argv.slice(2).join(' ');
if (command === 'setup') {
  await setUp();
} else if (command === 'codec') {
  serveCodec();
} else {
  process.stderr.write('Usage: npm run temporal -- setup | codec\n');
  process.exitCode = 2;
}
