import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addAddNote } from './add-note.route.ts';
import { addCorrectCandidate } from './correct-candidate.route.ts';
import { addEraseCandidate } from './erase-candidate.route.ts';
import { addExportCandidate } from './export-candidate.route.ts';
import { addExportPool } from './export-pool.route.ts';
import { addGetCandidate } from './get-candidate.route.ts';
import { addGetCertificate } from './get-certificate.route.ts';
import { addListCandidates } from './list-candidates.route.ts';
import { addListPoolTags } from './list-pool-tags.route.ts';
import { addRemoveNote } from './remove-note.route.ts';
import { addStopMails } from './stop-mails.route.ts';

export function addCandidateRoutes(app: GatewayApp, context: GatewayContext): void {
  addListCandidates(app, context);
  // Before `/v1/candidates/{id}`, which they would match.
  addListPoolTags(app, context);
  addExportPool(app, context);
  addGetCandidate(app, context);
  addCorrectCandidate(app, context);
  addAddNote(app, context);
  addRemoveNote(app, context);
  addStopMails(app, context);
  addEraseCandidate(app, context);
  addGetCertificate(app, context);
  addExportCandidate(app, context);
}
