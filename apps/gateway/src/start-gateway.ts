import { openCaseStore } from '@goen/case-store';
import {
  addHealthRoutes,
  createLogger,
  createServiceApp,
  type Logger,
  type RunningServer,
  requireCaller,
  serveApp,
} from '@goen/service-kit';
import { databaseAnswers } from '@goen/service-kit/database';
import { systemResolve } from '@goen/service-kit/outbound';
import { linkToRun } from '@goen/service-kit/telemetry';
import { connectTemporal, type TemporalConnection } from '@goen/temporal-kit';
import { startDeliverer } from '@goen/webhooks';
import { addCandidatePage } from './candidate-page/routes.ts';
import { refuseManyRequests } from './candidate-page/too-many-requests.ts';
import { addSettingsRoutes } from './company-settings/routes.ts';
import { defaultConsoleDir, type GatewayConfig } from './config.ts';
import { addConsole } from './console/console.route.ts';
import { addDocsPage } from './http/docs/docs-page.route.ts';
import type { GatewayApp, GatewayContext, GatewayEnv } from './http/gateway-app.ts';
import { createIdempotency } from './http/idempotency/idempotency.ts';
import { createRequestLimits } from './http/rate-limits/limit-requests.ts';
import { addApiKeyRoutes } from './identity/api-keys/routes.ts';
import { addAuditRoutes } from './identity/audit-log/routes.ts';
import { authenticateCaller, authenticateOperator, authenticateSession } from './identity/require-session.ts';
import { addIdentityRoutes } from './identity/routes.ts';
import { createIdentity } from './identity/sign-in/identity.ts';
import { requireIdentitySchema } from './identity/sign-in/identity-database.ts';
import { startPurgingExpired } from './identity/sign-in/purge-expired.ts';
import { requireMailProvider } from './identity/sign-in/require-mail-provider.ts';
import { startRetryingInterrupted } from './inbound/ats-hooks/retry-interrupted.ts';
import { addHookRoutes } from './inbound/ats-hooks/routes.ts';
import { addConnectionRoutes } from './inbound/connections/routes.ts';
import { addReportEvent } from './inbound/events/report-event.route.ts';
import { addImportRoutes } from './inbound/imports/routes.ts';
import { addReportRejection } from './inbound/rejections/report-rejection.route.ts';
import { addReportRejections } from './inbound/rejections/report-rejections.route.ts';
import { addLive } from './live/live.route.ts';
import { createLiveHub } from './live/live-hub.ts';
import { addFeedbackRoutes } from './mail/feedback/routes.ts';
import { addNotificationRoutes } from './mail/member-news/notifications.route.ts';
import { startSendingNews } from './mail/member-news/send-news.ts';
import { addMessageRoutes } from './mail/messages/routes.ts';
import { addReceiveMailEvent } from './mail/provider-events/receive-mail-event.route.ts';
import { startCheckingApprovals } from './mail/queue/check-approvals.ts';
import { addMailQueueRoutes } from './mail/queue/routes.ts';
import { addGetSenderDomain } from './mail/sender-domains/get-sender-domain.route.ts';
import { addSuppressionRoutes } from './mail/suppressions/routes.ts';
import { addWordingRoutes } from './mail/wordings/routes.ts';
import { addPlatformGauges } from './metrics/platform-gauges.ts';
import { addOnboarding } from './onboarding/get-onboarding.route.ts';
import { startNotifyingComplaints } from './operator/books/notify-complaints.ts';
import { addOperatorRoutes } from './operator/routes.ts';
import { addCrmSyncRoutes } from './outbound/crm-sync/routes.ts';
import { addWebhookRoutes } from './outbound/webhooks/routes.ts';
import { startDispatcher } from './outbox/dispatcher.ts';
import { addCandidateRoutes } from './pool/candidates/routes.ts';
import { addCaseRoutes } from './pool/cases/routes.ts';
import { addCorrectionRequestRoutes } from './pool/correction-requests/routes.ts';
import { addListFormerCandidates } from './pool/former-candidates/list-former-candidates.route.ts';
import { addPositionRoutes } from './pool/positions/routes.ts';
import { addReInvitationRoutes } from './pool/re-invitations/routes.ts';
import { addRegistrationRoutes } from './pool/registrations/routes.ts';
import { addRevisitRoutes } from './pool/revisits/routes.ts';
import { addSavedSearchRoutes } from './pool/saved-searches/routes.ts';
import { addSharedAddressRoutes } from './pool/shared-addresses/routes.ts';
import { addTagOverruleRoutes } from './pool/tag-overrules/routes.ts';
import { addListWaitingApplications } from './pool/waiting-applications/list-waiting-applications.route.ts';
import { addCreditRoutes } from './relay/credits/routes.ts';
import { addIntroductionRoutes } from './relay/introductions/routes.ts';
import { addProvisionRecordRoutes } from './relay/provision-records/routes.ts';
import { addReportRoutes } from './relay/reports/routes.ts';
import { addToday } from './today/today.route.ts';

export type Gateway = { readonly url: string; close(): Promise<void> };

/** Long enough to upload a file of 200 MB at 0.5 Mbit/s. */
const requestTimeoutMs = 3_600_000;

/** Listens, dispatches the outbox and delivers webhooks. `close` drains running requests first. */
export async function startGateway(
  config: GatewayConfig,
  logger: Logger = createLogger('gateway', config.logLevel),
): Promise<Gateway> {
  const orm = await openCaseStore({ url: config.databaseUrl, maxConnections: 20 });
  const temporal = await connectTemporal(config.temporal, linkToRun);
  const base = {
    orm,
    logger,
    personHashKey: config.personHashKey,
    mail: config.mail,
    credit: config.credit,
    webhooks: { ...config.webhooks, resolve: systemResolve },
    connections: config.connections,
    publicUrl: config.publicUrl,
    mailEventsTokens: config.mailEventsTokens,
    now: () => new Date(),
    advancesAnyCase: config.advancesAnyCase,
    live: createLiveHub({ databaseUrl: config.databaseUrl, logger }),
  };
  const context: GatewayContext = { ...base, identity: createIdentity(base, config.identity) };
  await requireIdentitySchema(context.identity.pool);
  await requireMailProvider(context, config.identity);
  const health = { database: () => databaseAnswers(orm), temporal: () => temporal.isReachable() };
  const app = createGatewayApp(context, { ...config, temporalConnection: temporal }, health);
  const dispatcher =
    config.outbox.inFlight > 0
      ? startDispatcher({ orm, databaseUrl: config.databaseUrl, temporal, logger, ...config.outbox })
      : null;
  const { inFlight, timeoutMs } = config.webhooks;
  const deliverer = startDeliverer({ orm, logger, settings: context.webhooks, inFlight, timeoutMs });
  const hookRetries = startRetryingInterrupted(context);
  const approvalChecks = startCheckingApprovals(context);
  const news = startSendingNews(context);
  const complaintNotices = startNotifyingComplaints(context);
  const expiry = startPurgingExpired(context);
  const removeGauges = addPlatformGauges({ orm, temporal });
  const server: RunningServer = await serveApp(app, { ...config, requestTimeoutMs });
  logger.info({ url: server.url }, 'listening');
  return {
    url: server.url,
    async close() {
      removeGauges();
      // Streams have no end of their own.
      await context.live.stop();
      await server.close();
      await dispatcher?.stop();
      await deliverer.stop();
      await hookRetries.stop();
      await approvalChecks.stop();
      await news.stop();
      await complaintNotices.stop();
      await expiry.stop();
      await temporal.close();
      await context.identity.close();
      await orm.close(true);
    },
  };
}

/** All routes of the gateway. */
export function createGatewayApp(
  context: GatewayContext,
  {
    operatorName,
    trustedProxies = 0,
    temporalUiUrl = null,
    temporalConnection = null,
    consoleDir = defaultConsoleDir,
    rateLimits,
  }: Pick<GatewayConfig, 'operatorName'> &
    Partial<Pick<GatewayConfig, 'trustedProxies' | 'temporalUiUrl' | 'consoleDir' | 'rateLimits'>> & {
      readonly temporalConnection?: TemporalConnection | null;
    },
  health: Readonly<Record<string, () => Promise<boolean>>>,
): GatewayApp {
  const app = createServiceApp<GatewayEnv>(context.logger, {
    schemes: {
      apiKey: authenticateCaller(context, trustedProxies),
      session: authenticateSession(context),
      operator: authenticateOperator(context),
      mailService: requireCaller(context.mailEventsTokens),
    },
    ...(rateLimits && {
      limits: createRequestLimits({
        identity: context.identity,
        logger: context.logger,
        limits: rateLimits,
        trustedProxies,
        refusePage: refuseManyRequests,
      }),
    }),
    runIdempotently: createIdempotency(context.orm, context.personHashKey),
  });
  addHealthRoutes(app, health);
  addDocsPage(app, context.publicUrl);
  addConsole(app, { consoleDir, publicUrl: context.publicUrl });
  addCandidatePage(app, { ...context, operatorName, trustedProxies });

  addIdentityRoutes(app, context);
  addLive(app, context);

  addReportRejection(app, context);
  addReportRejections(app, context);
  addReportEvent(app, context);
  addImportRoutes(app, context);
  addHookRoutes(app, context);
  addConnectionRoutes(app, context);

  addMailQueueRoutes(app, context);
  addWordingRoutes(app, context);
  addSuppressionRoutes(app, context);
  addGetSenderDomain(app, context);
  addMessageRoutes(app, context);
  addNotificationRoutes(app, context);
  addReceiveMailEvent(app, context);

  addCaseRoutes(app, context);
  addCandidateRoutes(app, context);
  addCorrectionRequestRoutes(app, context);
  addSavedSearchRoutes(app, context);
  addRegistrationRoutes(app, context, operatorName);
  addSharedAddressRoutes(app, context);
  addTagOverruleRoutes(app, context);
  addListWaitingApplications(app, context);
  addFeedbackRoutes(app, context);
  addPositionRoutes(app, context);
  addListFormerCandidates(app, context);
  addReInvitationRoutes(app, context);
  addRevisitRoutes(app, context);

  addIntroductionRoutes(app, context);
  addCreditRoutes(app, context);
  addReportRoutes(app, context);
  addToday(app, context);
  addProvisionRecordRoutes(app, context);

  addApiKeyRoutes(app, context);
  addAuditRoutes(app, context);

  addSettingsRoutes(app, context);
  addOnboarding(app, context);
  addWebhookRoutes(app, context);
  addCrmSyncRoutes(app, context);

  addOperatorRoutes(app, { ...context, temporal: temporalConnection, temporalUiUrl });
  return app;
}
