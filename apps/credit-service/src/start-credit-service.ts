import {
  addHealthRoutes,
  createLogger,
  createServiceApp,
  type Logger,
  requireCaller,
  serveApp,
} from '@goen/service-kit';
import { databaseAnswers, openDatabase } from '@goen/service-kit/database';
import { startAuditing } from './audit/audit-gauges.ts';
import type { CreditConfig } from './config.ts';
import type { CreditApp, CreditContext } from './credit-app.ts';
import { creditDatabase } from './database/database-spec.ts';
import { addListOpenHolds } from './holds/list-open-holds.route.ts';
import { addPlaceHold } from './holds/place-hold.route.ts';
import { addSettleHold } from './holds/settle-hold.route.ts';
import { addFindReferral } from './ledger/find-referral.route.ts';
import { addGetBalance } from './ledger/get-balance.route.ts';
import { addGetEarnedCredits } from './ledger/get-earned-credits.route.ts';
import { addGetStatement } from './ledger/get-statement.route.ts';
import { openLedger } from './ledger/ledger.ts';
import { addListEntries } from './ledger/list-entries.route.ts';
import { addPostReferral } from './ledger/post-referral.route.ts';
import { addPostReversal } from './ledger/post-reversal.route.ts';

export type CreditService = { readonly url: string; close(): Promise<void> };

/** Listens. `close` lets running requests finish first. */
export async function startCreditService(
  config: CreditConfig,
  logger: Logger = createLogger('credit-service', config.logLevel),
): Promise<CreditService> {
  const orm = await openDatabase(creditDatabase, { url: config.databaseUrl }, logger);
  const app = creditApp({ orm, ledger: openLedger(orm) }, config, logger);
  const auditing = startAuditing(orm, logger);
  const server = await serveApp(app, config);
  logger.info({ url: server.url }, 'listening');
  return {
    url: server.url,
    async close() {
      await server.close();
      await auditing.stop();
      await orm.close(true);
    },
  };
}

/** All routes of the service. */
export function creditApp(
  context: CreditContext,
  { callerTokens }: Pick<CreditConfig, 'callerTokens'>,
  logger: Logger,
): CreditApp {
  const app = createServiceApp(logger, {
    schemes: { serviceToken: requireCaller(callerTokens) },
    isInternal: true,
  });
  addHealthRoutes(app, { database: () => databaseAnswers(context.orm) });
  addPostReferral(app, context);
  addFindReferral(app, context);
  addPostReversal(app, context);
  addPlaceHold(app, context);
  addSettleHold(app, context);
  addListOpenHolds(app, context);
  addGetBalance(app, context);
  addListEntries(app, context);
  addGetStatement(app, context);
  addGetEarnedCredits(app, context);
  return app;
}
