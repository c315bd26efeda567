import { createApp, createLogger, healthRoutes, type Logger, requireServiceToken, serveApp } from '@goen/service-kit';
import { databaseAnswers, openDatabase } from '@goen/service-kit/database';
import type { MailConfig } from './config.ts';
import { mailDatabase } from './database/database-spec.ts';
import { erasureRoutes } from './erasures/routes.ts';
import type { MailContext } from './mail-context.ts';
import { createBodyCipher } from './messages/body-cipher.ts';
import { messageRoutes } from './messages/routes.ts';
import { createSingleFlight } from './messages/single-flight.ts';
import { resendProvider } from './providers/resend.ts';
import { startPurgeJob } from './purge/purge-job.ts';
import { suppressionRoutes } from './suppressions/routes.ts';
import { mountWordings } from './wordings/mount.ts';

export type MailService = { url: string; close(): Promise<void> };

/** Migrates, listens and purges. `close` lets running requests finish first. */
export async function startMailService(
  config: MailConfig,
  logger: Logger = createLogger('mail-service', config.logLevel),
): Promise<MailService> {
  const urls = { url: config.databaseUrl, migrationUrl: config.migrationUrl };
  const orm = await openDatabase(mailDatabase, urls, logger);
  const context: MailContext = {
    orm,
    provider: resendProvider(config.resend),
    cipher: createBodyCipher(config.bodyKey),
    personHashKey: config.personHashKey,
    flights: createSingleFlight(),
    logger,
  };

  const app = createApp(logger);
  app.route('/', healthRoutes({ database: () => databaseAnswers(orm) }));
  app.use('/messages/*', requireServiceToken(config.serviceToken));
  app.use('/suppressions/*', requireServiceToken(config.serviceToken));
  app.use('/erasures/*', requireServiceToken(config.serviceToken));
  const wordings = mountWordings(app, context, config);
  app.route('/messages', messageRoutes(context));
  app.route('/suppressions', suppressionRoutes(context));
  app.route('/erasures', erasureRoutes(context));

  const purging = startPurgeJob(orm, config, logger);
  const server = await serveApp(app, config);
  logger.info({ url: server.url }, 'listening');
  return {
    url: server.url,
    async close() {
      await server.close();
      await purging.stop();
      await wordings.close();
      await orm.close(true);
    },
  };
}
