import { createLogger, type Logger, serveApp } from '@goen/service-kit';
import { openDatabase } from '@goen/service-kit/database';
import type { MailConfig } from './config.ts';
import { createHooksApp } from './create-hooks-app.ts';
import { createMailApp } from './create-mail-app.ts';
import { mailDatabase } from './database/database-spec.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { createMailContext } from './mail-context.ts';
import { addMailGauges } from './metrics/mail-gauges.ts';
import { createPictures } from './previews/pictures.ts';

export type MailService = {
  readonly url: string;
  /** Where mail providers post their events. */
  readonly hooksUrl: string;
  close(): Promise<void>;
};

/** Listens and runs the jobs. `close` lets running requests finish first. */
export async function startMailService(
  config: MailConfig,
  logger: Logger = createLogger('mail-service', config.logLevel),
): Promise<MailService> {
  const orm = await openDatabase(mailDatabase, { url: config.databaseUrl }, logger);
  const context = createMailContext(config, orm, logger);
  const pictures = createPictures(config.chromium, logger);
  const app = createMailApp(context, pictures, config);
  const jobs = startJobs(context, config);
  const removeGauges = addMailGauges(orm);
  const server = await serveApp(app, config);
  const hooksServer = await serveApp(createHooksApp(context, config.hooks), config.hooks);
  logger.info({ url: server.url, hooksUrl: hooksServer.url }, 'listening');
  return {
    url: server.url,
    hooksUrl: hooksServer.url,
    async close() {
      removeGauges();
      await hooksServer.close();
      await server.close();
      await jobs.stop();
      for (const { provider } of context.lanes.values()) provider.close?.();
      await pictures.close();
      await orm.close(true);
    },
  };
}
