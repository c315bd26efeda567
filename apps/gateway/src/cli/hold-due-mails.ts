import { describeCase, findNextIntroductionMail, readIntroductionApproval } from '@goen/case-domain';
import { findNextReInvitationMail, readReInvitationApproval } from '@goen/case-domain/re-invitation';
import {
  Company,
  type Database,
  FollowUpCase,
  Introduction,
  openCaseStore,
  ReInvitation,
  withCompany,
} from '@goen/case-store';
import { recordAudit, recordFacts, recordReInvitation } from '@goen/cases';
import type { MailDecision } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { appendIntroductionFact, introductionFacts, refreshIntroduction, withIntroduction } from '@goen/relay';
import type { AdminContext } from './admin-context.ts';

type Held = { readonly slug: string; readonly mails: number };
type Holder = { readonly orm: Database; readonly actor: AdminContext['actor']; readonly now: Date };
type Subject = {
  readonly companyId: string;
  readonly caseId: string;
  readonly kind: MailDecision['kind'];
  readonly aboutId?: string;
};

/** A case can have the results of two rejections due; more than this many mails at once it never has. */
const maxMailsPerCase = 10;
/** A mail that waits for an approval is planned for the next sending window, which no run of holidays puts off further. */
const awaitedWithinMs = 14 * 86_400_000;

/**
 * Holds every mail that is due or waits for an approval, of all companies, until a person releases or cancels it. After
 * a restore: what was due may have left between the backup and the loss of the data, and only the provider knows.
 * `databaseUrl` is that of the services: the operator's role writes no facts.
 */
export async function holdDueMails(admin: AdminContext, databaseUrl: string, now = new Date()): Promise<Held[]> {
  const companies = await admin.orm.em.fork().findAll(Company, { orderBy: { slug: 'asc' } });
  const orm = await openCaseStore({ url: databaseUrl, maxConnections: 4 });
  const holder = { orm, actor: admin.actor, now };
  try {
    const held: Held[] = [];
    for (const { id, slug } of companies) {
      const mails =
        (await holdOfCases(holder, id)) +
        (await holdOfIntroductions(holder, id)) +
        (await holdOfReInvitations(holder, id));
      if (mails > 0) held.push({ slug, mails });
    }
    return held;
  } finally {
    await orm.close(true);
  }
}

async function holdOfCases({ orm, actor, now }: Holder, companyId: string): Promise<number> {
  const rows = await withCompany(orm, companyId, (em) =>
    em.find(
      FollowUpCase,
      {
        companyId,
        state: 'open',
        nextMail: { $ne: null },
        queuedAt: { $lte: new Date(now.getTime() + awaitedWithinMs) },
      },
      { fields: ['id'] },
    ),
  );
  let held = 0;
  for (const { id: caseId } of rows) {
    for (let mails = 0; mails < maxMailsPerCase && (await holdNext(caseId)); mails += 1) held += 1;
  }
  return held;

  function holdNext(caseId: string): Promise<boolean> {
    return withCompany(orm, companyId, async (em) => {
      let kind: MailDecision['kind'] | null = null;
      const recorded = await recordFacts(
        { em, now },
        {
          caseId,
          facts: ({ file }) => {
            const { mail } = describeCase(file, now.getTime());
            if (mail === null || mail.approval === 'held') return null;
            // It may have got its approval after the backup.
            const withinMs = mail.approval === 'awaiting' ? awaitedWithinMs : 0;
            if (mail.queuedAtMs > now.getTime() + withinMs) return null;
            kind = mail.mail;
            const data = {
              mail: mail.mail,
              rejectionIds: [...mail.rejectionIds],
              by: formatActor(actor),
              at: now.toISOString(),
            };
            return { kind: 'mail.held', at: now, data };
          },
        },
      );
      if (!recorded?.appended || kind === null) return false;
      await recordAudit(em, toAudit({ companyId, caseId, kind }, actor));
      return true;
    });
  }
}

async function holdOfIntroductions({ orm, actor, now }: Holder, companyId: string): Promise<number> {
  const rows = await withCompany(orm, companyId, (em) =>
    em.find(Introduction, { referrerId: companyId, state: { $in: ['matched', 'asked'] } }),
  );
  let held = 0;
  for (const { id, caseId } of rows) {
    const isHeld = await withIntroduction(orm, id, now.getTime(), async (loaded, em) => {
      const { row, file } = loaded;
      // Before its credit is held, the candidate may have been asked all the same.
      const kind = row.state === 'matched' ? 'introduction_request' : findNextIntroductionMail(file.facts);
      if (kind === null || !isDue(row, now)) return false;
      if (readIntroductionApproval(file.facts, file.approval, kind).state === 'held') return false;
      const data = { mail: kind, by: formatActor(actor) };
      await appendIntroductionFact(em, row, { kind: 'mail.held', at: now, data });
      await recordAudit(em, toAudit({ companyId, caseId, kind, aboutId: id }, actor));
      const recorded = { ...loaded, file: { ...file, facts: await introductionFacts(em, id) } };
      await refreshIntroduction(em, recorded, now.getTime());
      return true;
    });
    if (isHeld) held += 1;
  }
  return held;
}

async function holdOfReInvitations({ orm, actor, now }: Holder, companyId: string): Promise<number> {
  const rows = await withCompany(orm, companyId, (em) =>
    em.find(ReInvitation, { companyId, state: { $ne: 'closed' } }),
  );
  let held = 0;
  for (const { id } of rows) {
    const recorded = await withCompany(orm, companyId, async (em) => {
      const result = await recordReInvitation(em, id, now, ({ row, file }) => {
        const kind = findNextReInvitationMail(file.facts);
        if (kind === null || !isDue(row, now)) return null;
        if (readReInvitationApproval(file.facts, file.approval, kind).state === 'held') return null;
        return { kind: 'mail.held', at: now, data: { mail: kind, by: formatActor(actor) } };
      });
      if (!result?.appended) return false;
      const kind = findNextReInvitationMail(result.loaded.file.facts) ?? 're_invitation';
      await recordAudit(em, toAudit({ companyId, caseId: result.loaded.loadedCase.row.id, kind, aboutId: id }, actor));
      return true;
    });
    if (recorded) held += 1;
  }
  return held;
}

type Row = { readonly nextStep: string; readonly nextStepAt?: Date | null | undefined };
/** A mail that waits for an approval may have got it after the backup. */
const isDue = ({ nextStep, nextStepAt }: Row, now: Date): boolean =>
  !nextStepAt || nextStepAt <= now || nextStep === 'approval';

const toAudit = ({ companyId, caseId, kind, aboutId }: Subject, actor: AdminContext['actor']) => ({
  companyId,
  actor,
  action: 'mail.held' as const,
  subject: { type: 'case' as const, id: caseId },
  data: { kind, edited: false, ...(aboutId && { about_id: aboutId }) },
});
