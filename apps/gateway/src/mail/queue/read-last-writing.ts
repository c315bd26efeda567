import { describeCase, findLastWriting, readIntroductionApproval, type Writing } from '@goen/case-domain';
import { readReInvitationApproval } from '@goen/case-domain/re-invitation';
import { type Em, withCompany } from '@goen/case-store';
import { loadActors, loadCase, loadReInvitation } from '@goen/cases';
import type { MessageRequest, Preview } from '@goen/contracts/internal';
import type { LastWriting } from '@goen/contracts/public';
import { introductionMailKinds, reInvitationMailKinds } from '@goen/contracts/workflow';
import { introductionFacts } from '@goen/relay';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findOpenIntroduction } from './build-introduction-mail-request.ts';
import { findOpenReInvitation } from './build-re-invitation-mail-request.ts';
import { findWritings } from './decide-re-invitation-mail.ts';
import { findLatest } from './four-eyes.ts';

type QueuedMail = { readonly companyId: string; readonly caseId: string; readonly request: MessageRequest };

/** Who last wrote anything of a mail in the queue, as four eyes count it; null: nobody but Goen. */
export function readLastWriting(
  { orm, now }: GatewayContext,
  { companyId, caseId, request }: QueuedMail,
  { wordingSaved }: Preview,
): Promise<LastWriting | null> {
  return withCompany(orm, companyId, async (em) => {
    const saved = wordingSaved ? { by: wordingSaved.by, atMs: Date.parse(wordingSaved.at) } : null;
    const last = findLatest([saved, ...(await findOwnWritings(em, { companyId, caseId, request }, now().getTime()))]);
    if (last === null) return null;
    const viewActor = await loadActors(em, [last.by]);
    const by = viewActor(last.by);
    return by && { by, at: new Date(last.atMs).toISOString() };
  });
}

/** What was written for this mail alone. */
async function findOwnWritings(
  em: Em,
  { companyId, caseId, request: { kind, locale } }: QueuedMail,
  nowMs: number,
): Promise<(Writing | null)[]> {
  const aboutIntroduction = introductionMailKinds.find((known) => known === kind);
  const aboutOpening = reInvitationMailKinds.find((known) => known === kind);
  if (aboutIntroduction) {
    const row = await findOpenIntroduction(em, companyId, caseId);
    // The setting decides about the state alone.
    const facts = row ? await introductionFacts(em, row.id) : [];
    return [readIntroductionApproval(facts, 'required', aboutIntroduction).lastEdit];
  }
  if (aboutOpening) {
    const row = await findOpenReInvitation(em, companyId, caseId);
    const loaded = row && (await loadReInvitation(em, row, nowMs));
    if (!loaded) return [];
    const { lastEdit } = readReInvitationApproval(loaded.file.facts, loaded.file.approval, aboutOpening);
    return findWritings(em, loaded, { kind: aboutOpening, locale, lastEdit });
  }
  const loaded = await loadCase(em, caseId);
  const mail = loaded && describeCase(loaded.file, nowMs).mail;
  return mail ? [findLastWriting(loaded.file, mail)] : [];
}
