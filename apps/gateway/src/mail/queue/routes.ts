import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addDecideMails } from './decide-mails.route.ts';
import { addGetMailPause } from './get-mail-pause.route.ts';
import { addGetPersonalNote } from './get-personal-note.route.ts';
import { addListMailDays } from './list-mail-days.route.ts';
import { addListMails } from './list-mails.route.ts';
import { addDecideMatchingMails, addMatchMails } from './matching-mails.route.ts';
import { addPauseMails } from './pause-mails.route.ts';
import { addPreviewMail } from './preview-mail.route.ts';
import { addPreviewMailEdit } from './preview-mail-edit.route.ts';
import { addRequestLateResult } from './request-late-result.route.ts';
import { addResumeMails } from './resume-mails.route.ts';
import { addShowMailHtml } from './show-mail-html.route.ts';
import { addWritePersonalNote } from './write-personal-note.route.ts';

/** The mails about to leave in a company's name, for its members to review and decide. */
export function addMailQueueRoutes(app: GatewayApp, context: GatewayContext): void {
  addListMails(app, context);
  addListMailDays(app, context);
  addMatchMails(app, context);
  addDecideMatchingMails(app, context);
  addPreviewMail(app, context);
  addPreviewMailEdit(app, context);
  addShowMailHtml(app, context);
  addDecideMails(app, context);
  addGetMailPause(app, context);
  addPauseMails(app, context);
  addResumeMails(app, context);
  addGetPersonalNote(app, context);
  addWritePersonalNote(app, context);
  addRequestLateResult(app, context);
}
