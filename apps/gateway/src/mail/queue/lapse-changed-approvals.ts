import { describeCase, findNextIntroductionMail, readIntroductionApproval } from '@goen/case-domain';
import { readReInvitationApproval } from '@goen/case-domain/re-invitation';
import { type Introduction, type ReInvitation, withCompany } from '@goen/case-store';
import {
  type LoadedCase,
  loadCases,
  loadReInvitation,
  recordFacts,
  recordReInvitation,
  refreshProjection,
} from '@goen/cases';
import { type MessageRequest, maxDigests, messageDigests } from '@goen/contracts/internal';
import type { IntroductionMailKind, ReInvitationMailKind } from '@goen/contracts/workflow';
import {
  appendIntroductionFact,
  introductionFacts,
  refreshIntroduction,
  wakeIntroduction,
  withIntroduction,
} from '@goen/relay';
import { HttpProblem } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { buildIntroductionMailRequest } from './build-introduction-mail-request.ts';
import { buildNextMail } from './build-next-mail-request.ts';
import { buildReInvitationMailRequest } from './build-re-invitation-mail-request.ts';

/** An approved mail as it would be sent now; `request` is null when the queue is behind and it is approved no more. */
type ApprovedMail = { readonly request: MessageRequest | null; readonly lapse: () => Promise<void> };

/**
 * Records for each of these mails that is approved, and would no longer be sent as it was approved, that it needs a new
 * approval: names, addresses, wordings and settings change without a word to their mails. Returns how many.
 * Without mail-service nothing is checked: no mail leaves then, and each is checked again when it does.
 */
export async function lapseChangedApprovals(
  context: GatewayContext,
  companyId: string,
  mails: {
    readonly caseIds: readonly string[];
    readonly introductions?: readonly Introduction[];
    readonly reInvitations?: readonly { row: ReInvitation; kind: ReInvitationMailKind }[];
  },
): Promise<number> {
  const approved = [
    ...(await buildCaseMails(context, companyId, mails.caseIds)),
    ...(await buildIntroductionMails(context, companyId, mails.introductions ?? [])),
    ...(await buildReInvitationMails(context, companyId, mails.reInvitations ?? [])),
  ];
  const requests = approved.flatMap(({ request }) => request ?? []);
  const digests = new Map<MessageRequest, string | null>();
  for (let start = 0; start < requests.length; start += maxDigests) {
    const chunk = requests.slice(start, start + maxDigests);
    for (const [index, digest] of (await readDigests(context, chunk)).entries()) {
      const request = chunk[index];
      if (request) digests.set(request, digest);
    }
  }
  const changed = approved.filter(({ request }) => {
    const digest = request && digests.get(request);
    return request === null || (typeof digest === 'string' && digest !== request.approvedDigest);
  });
  // One after the other: each locks its case.
  for (const { lapse } of changed) await lapse();
  return changed.length;
}

async function readDigests(
  { mail, logger }: GatewayContext,
  messages: readonly MessageRequest[],
): Promise<readonly (string | null)[]> {
  try {
    const answer = await askService(mail, '/messages/digests', { method: 'POST', body: { messages } });
    return messageDigests.parse(await answer.json()).digests;
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    logger.warn(
      { code: error.code, messages: messages.length },
      'Failed to compare approved mails; will compare before sending',
    );
    return [];
  }
}

function buildCaseMails(context: GatewayContext, companyId: string, caseIds: readonly string[]) {
  if (caseIds.length === 0) return [];
  const { orm, now, publicUrl } = context;
  return withCompany(orm, companyId, async (em) => {
    const mails: ApprovedMail[] = [];
    for (const [caseId, loaded] of await loadCases(em, caseIds)) {
      const next = await buildNextMail(em, loaded, { wallMs: now().getTime(), publicUrl });
      const approvedDigest = next?.mail.isApproved ? next.request.approvedDigest : null;
      // An approval from before digests is for its wording only.
      if (next?.mail.isApproved && !approvedDigest) continue;
      const request = next?.mail.isApproved ? next.request : null;
      mails.push({ request, lapse: () => lapseCaseMail(context, companyId, caseId, approvedDigest) });
    }
    return mails;
  });
}

async function lapseCaseMail(
  { orm, now }: GatewayContext,
  companyId: string,
  caseId: string,
  approvedDigest: string | null | undefined,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const lapsedAt = now();
    const facts = (loaded: LoadedCase) => toLapse(loaded, approvedDigest, lapsedAt);
    const recorded = await recordFacts({ em, now: lapsedAt }, { caseId, facts });
    if (recorded?.appended === false) await refreshProjection(em, recorded.loaded, lapsedAt.getTime());
  });
}

/** A member may have approved the mail as it is now in the meantime. */
function toLapse({ file }: LoadedCase, approvedDigest: string | null | undefined, lapsedAt: Date) {
  const { mail } = describeCase(file, lapsedAt.getTime());
  if (!mail?.isApproved || mail.approvedDigest !== approvedDigest) return null;
  const data = { mail: mail.mail, rejectionIds: [...mail.rejectionIds] };
  return { kind: 'mail.approval_lapsed', at: lapsedAt, data } as const;
}

function buildIntroductionMails(context: GatewayContext, companyId: string, rows: readonly Introduction[]) {
  if (rows.length === 0) return [];
  return withCompany(context.orm, companyId, async (em) => {
    const cases = await loadCases(em, [...new Set(rows.map(({ caseId }) => caseId))]);
    const mails: ApprovedMail[] = [];
    for (const row of rows) {
      const kind = findNextIntroductionMail(await introductionFacts(em, row.id));
      const loaded = cases.get(row.caseId);
      if (kind === null || loaded === undefined) continue;
      const request = await buildIntroductionMailRequest(context, em, { row, loaded, kind });
      const digest = request?.approvedDigest;
      if (request && digest) mails.push({ request, lapse: () => lapseIntroductionMail(context, row, kind, digest) });
    }
    return mails;
  });
}

async function lapseIntroductionMail(
  { orm, now }: GatewayContext,
  { id }: Introduction,
  mail: IntroductionMailKind,
  approvedDigest: string,
): Promise<void> {
  const lapsedAt = now();
  await withIntroduction(orm, id, lapsedAt.getTime(), async (loaded, em) => {
    const { row, file } = loaded;
    const facts = file.facts.toSorted((a, b) => a.seq - b.seq);
    if (readIntroductionApproval(facts, file.approval, mail).digest !== approvedDigest) return;
    await appendIntroductionFact(em, row, { kind: 'mail.approval_lapsed', at: lapsedAt, data: { mail } });
    const recorded = { ...loaded, file: { ...file, facts: await introductionFacts(em, id) } };
    await refreshIntroduction(em, recorded, lapsedAt.getTime());
    await wakeIntroduction(em, row, lapsedAt);
  });
}

type ReInvitationMail = { readonly row: ReInvitation; readonly kind: ReInvitationMailKind };

function buildReInvitationMails(context: GatewayContext, companyId: string, rows: readonly ReInvitationMail[]) {
  if (rows.length === 0) return [];
  return withCompany(context.orm, companyId, async (em) => {
    const mails: ApprovedMail[] = [];
    for (const { row, kind } of rows) {
      const loaded = await loadReInvitation(em, row, context.now().getTime());
      const request = await buildReInvitationMailRequest(context, em, loaded, kind);
      const digest = request?.approvedDigest;
      if (request && digest) mails.push({ request, lapse: () => lapseReInvitationMail(context, row, kind, digest) });
    }
    return mails;
  });
}

async function lapseReInvitationMail(
  { orm, now }: GatewayContext,
  { id, companyId }: ReInvitation,
  mail: ReInvitationMailKind,
  approvedDigest: string,
): Promise<void> {
  const lapsedAt = now();
  await withCompany(orm, companyId, (em) =>
    recordReInvitation(em, id, lapsedAt, ({ file }) =>
      readReInvitationApproval(file.facts, file.approval, mail).digest === approvedDigest
        ? { kind: 'mail.approval_lapsed', at: lapsedAt, data: { mail } }
        : null,
    ),
  );
}
