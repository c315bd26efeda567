import { createLogger, type Logger, serveApp } from '@goen/service-kit';
import { openDatabase } from '@goen/service-kit/database';
import type { MailConfig } from './config.ts';
import { createMailApp } from './create-mail-app.ts';
import { mailDatabase } from './database/database-spec.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { createMailContext } from './mail-context.ts';
import { createPictures } from './previews/pictures.ts';

export type MailService = { readonly url: string; close(): Promise<void> };

/** Listens and runs the jobs. `close` lets running requests finish first. */
export async function startMailService(
  config: MailConfig,
  logger: Logger = createLogger('mail-service', config.logLevel),
): Promise<MailService> {
  const orm = await openDatabase(mailDatabase, { url: config.databaseUrl }, logger);
  const context = createMailContext(config, orm, logger);
  const pictures = createPictures(config.chromiumPath, logger);
  const app = createMailApp(context, pictures, config);
  const jobs = startJobs(context, config);
  const server = await serveApp(app, config);
  logger.info({ url: server.url }, 'listening');
  return {
    url: server.url,
    async close() {
      await server.close();
      await jobs.stop();
      for (const { provider } of context.lanes.values()) provider.close?.();
      await pictures.close();
      await orm.close(true);
    },
  };
}
