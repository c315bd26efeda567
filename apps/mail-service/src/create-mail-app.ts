import { addHealthRoutes, createServiceApp, requireCaller } from '@goen/service-kit';
import { databaseAnswers } from '@goen/service-kit/database';
import type { MailConfig } from './config.ts';
import { addEraseMails } from './erasures/erase-mails.route.ts';
import type { MailApp } from './mail-app.ts';
import type { MailContext } from './mail-context.ts';
import { addGetMessage } from './messages/get-message.route.ts';
import { addListMessages } from './messages/list-messages.route.ts';
import { addSendMessage } from './messages/send-message.route.ts';
import { addDigestMessages } from './previews/digest-messages.route.ts';
import type { Pictures } from './previews/pictures.ts';
import { addPreviewMessage } from './previews/preview-message.route.ts';
import { addPreviewWording } from './previews/preview-wording.route.ts';
import { addGetRetention } from './retention/get-retention.route.ts';
import { addSetRetention } from './retention/set-retention.route.ts';
import { addGetSenderDomain } from './sender-domains/get-sender-domain.route.ts';
import { addListSenderDomains } from './sender-domains/list-sender-domains.route.ts';
import { addGetSendingStatus } from './sending/get-sending-status.route.ts';
import { addImportSuppressions } from './suppressions/import-suppressions.route.ts';
import { addListSuppressions } from './suppressions/list-suppressions.route.ts';
import { addRemoveSuppression } from './suppressions/remove-suppression.route.ts';
import { addSuppressAddress } from './suppressions/suppress-address.route.ts';
import { addGetBuiltInWording } from './wordings/get-built-in-wording.route.ts';
import { addListVersions } from './wordings/list-versions.route.ts';
import { addListWordings } from './wordings/list-wordings.route.ts';
import { addRetireWording } from './wordings/retire-wording.route.ts';
import { addSaveWording } from './wordings/save-wording.route.ts';
import { addSendTestMail } from './wordings/send-test-mail.route.ts';

/** All routes for other services. */
export function createMailApp(
  context: MailContext,
  pictures: Pictures,
  { callerTokens, retention }: Pick<MailConfig, 'callerTokens' | 'retention'>,
): MailApp {
  const { orm, logger } = context;
  const app = createServiceApp(logger, {
    schemes: { serviceToken: requireCaller(callerTokens) },
    isInternal: true,
  });
  addHealthRoutes(app, { database: () => databaseAnswers(orm) });

  addSendMessage(app, context);
  addListMessages(app, context);
  addGetMessage(app, context, retention);
  addPreviewMessage(app, context, pictures);
  addDigestMessages(app, context);

  addListWordings(app, context);
  addSaveWording(app, context);
  addRetireWording(app, context);
  addListVersions(app, context);
  addGetBuiltInWording(app);
  addPreviewWording(app, context, pictures);
  addSendTestMail(app, context);

  addSuppressAddress(app, context);
  addListSuppressions(app, context);
  addImportSuppressions(app, context);
  addRemoveSuppression(app, context);
  addEraseMails(app, context);
  addGetSenderDomain(app, context);
  addListSenderDomains(app, context);
  addGetRetention(app, orm, retention);
  addSetRetention(app, orm, retention);
  addGetSendingStatus(app, context);
  return app;
}
