import {
  createApp,
  createLogger,
  healthRoutes,
  type Logger,
  requireServiceTokenLegacy,
  serveApp,
} from '@goen/service-kit';
import { databaseAnswers, openDatabase } from '@goen/service-kit/database';
import type { CreditConfig } from './config.ts';
import { creditDatabase } from './database/database-spec.ts';
import { holdRoutes } from './holds/routes.ts';
import { openLedger } from './ledger/ledger.ts';
import { ledgerRoutes } from './ledger/routes.ts';

export type CreditService = { readonly url: string; close(): Promise<void> };

/** Migrates and listens. `close` lets running requests finish first. */
export async function startCreditService(
  config: CreditConfig,
  logger: Logger = createLogger('credit-service', config.logLevel),
): Promise<CreditService> {
  const orm = await openDatabase(
    creditDatabase,
    { url: config.databaseUrl, migrationUrl: config.migrationUrl },
    logger,
  );
  const app = createApp(logger);
  app.route('/', healthRoutes({ database: () => databaseAnswers(orm) }));
  for (const path of ['/companies/*', '/holds']) app.use(path, requireServiceTokenLegacy(config.serviceToken));
  app.route('/companies', ledgerRoutes(orm, openLedger(orm)));
  app.route('/holds', holdRoutes(orm));
  const server = await serveApp(app, config);
  logger.info({ url: server.url }, 'listening');
  return {
    url: server.url,
    async close() {
      await server.close();
      await orm.close(true);
    },
  };
}
