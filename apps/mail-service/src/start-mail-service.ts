import {
  createApp,
  createLogger,
  healthRoutes,
  type Logger,
  requireServiceTokenLegacy,
  serveApp,
} from '@goen/service-kit';
import { databaseAnswers, openDatabase } from '@goen/service-kit/database';
import type { MailConfig } from './config.ts';
import { mailDatabase } from './database/database-spec.ts';
import { erasureRoutes } from './erasures/routes.ts';
import { hookRoutes } from './hooks/routes.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { createMailContext } from './mail-context.ts';
import { messageRoutes } from './messages/routes.ts';
import { senderDomainRoutes } from './sender-domains/routes.ts';
import { suppressionRoutes } from './suppressions/routes.ts';
import { mountWordings } from './wordings/mount.ts';

export type MailService = { url: string; close(): Promise<void> };

/** Migrates, listens, and runs the jobs. `close` lets running requests finish first. */
export async function startMailService(
  config: MailConfig,
  logger: Logger = createLogger('mail-service', config.logLevel),
): Promise<MailService> {
  const urls = { url: config.databaseUrl, migrationUrl: config.migrationUrl };
  const orm = await openDatabase(mailDatabase, urls, logger);
  const context = createMailContext(config, orm, logger);

  const app = createApp(logger);
  app.route('/', healthRoutes({ database: () => databaseAnswers(orm) }));
  app.use('/suppressions/*', requireServiceTokenLegacy(config.serviceToken));
  app.use('/erasures/*', requireServiceTokenLegacy(config.serviceToken));
  app.use('/sender-domains/*', requireServiceTokenLegacy(config.serviceToken));
  app.route('/hooks', hookRoutes(context, config));
  const wordings = mountWordings(app, context, config);
  app.route('/messages', messageRoutes(context));
  app.route('/sender-domains', senderDomainRoutes(context));
  app.route('/suppressions', suppressionRoutes(context));
  app.route('/erasures', erasureRoutes(context));

  const jobs = startJobs(context, config);
  const server = await serveApp(app, config);
  logger.info({ url: server.url }, 'listening');
  return {
    url: server.url,
    async close() {
      await server.close();
      await jobs.stop();
      for (const { provider } of context.lanes.values()) provider.close?.();
      await wordings.close();
      await orm.close(true);
    },
  };
}
