import { FollowUpCase, openConsole, withCompany, withRelay } from '@goen/case-store';
import { repeat } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';
import { findIntroductionMails } from './introduction-mails.ts';
import { lapseChangedApprovals } from './lapse-changed-approvals.ts';
import { findReInvitationMails } from './re-invitation-mails.ts';

const pageSize = 100;
/** The pause between two rounds, which is the longest that lists may be behind. A mail is compared again when it is sent. */
const everyMs = 30_000;
/** Within a round, so that a company with very many approved mails leaves time for everything else. */
const pauseAfterPageMs = 200;

/**
 * Compares all approved mails of a company, the soonest first, with what was approved, and records for each that differs
 * that it needs a new approval. Names, addresses, wordings and settings change without a word to the mails that they
 * alter, and a list must not change anything while it is read. Returns how many lapsed.
 */
export async function checkApprovals(
  context: GatewayContext,
  companyId: string,
  pauseMs = 0,
  signal?: AbortSignal,
): Promise<number> {
  let lapsed = await lapseChangedApprovals(context, companyId, {
    caseIds: [],
    ...(await findOthers(context, companyId)),
  });
  const isStopped = () => signal?.aborted === true;
  let after: FollowUpCase | undefined;
  do {
    const page = await findApprovedCases(context, companyId, after);
    lapsed += await lapseChangedApprovals(context, companyId, { caseIds: page.map(({ id }) => id) });
    after = page.length < pageSize ? undefined : page.at(-1);
    if (after) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  } while (after && !isStopped());
  return lapsed;
}

function findApprovedCases({ orm }: GatewayContext, companyId: string, after: FollowUpCase | undefined) {
  const queuedAt = after?.queuedAt;
  return withCompany(orm, companyId, (em) =>
    em.find(
      FollowUpCase,
      {
        companyId,
        state: 'open',
        nextMail: { $ne: null },
        mailDecision: 'approved',
        ...(after && queuedAt
          ? { queuedAt: { $gte: queuedAt }, $or: [{ queuedAt: { $gt: queuedAt } }, { id: { $gt: after.id } }] }
          : {}),
      },
      { orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }], limit: pageSize },
    ),
  );
}

const findOthers = ({ orm, now }: GatewayContext, companyId: string) =>
  withCompany(orm, companyId, async (em) => {
    const query = { settings: await readCompanySettings(em, companyId), now: now(), isPaused: false };
    const introductions = await findIntroductionMails(em, companyId, query);
    const reInvitations = await findReInvitationMails(em, companyId, query);
    return {
      introductions: introductions.filter(({ view }) => view.approval === 'approved').map(({ row }) => row),
      reInvitations: reInvitations.filter(({ view }) => view.approval === 'approved'),
    };
  });

/**
 * The companies that may have an approved mail: found by indexes on what was approved and on what is open, however many
 * cases sleep.
 */
export async function findCompaniesWithApprovals({ orm }: Pick<GatewayContext, 'orm'>): Promise<string[]> {
  type Row = { readonly id: string };
  const console = await openConsole(orm);
  const ofCases = await console.em
    .fork()
    .execute<Row[]>(
      `select distinct company_id as id from follow_up_case where mail_decision = 'approved' and state = 'open'`,
    );
  const ofOthers = await withRelay(orm, (em) =>
    em.execute<Row[]>(
      `select referrer_id as id from introduction where state <> 'closed' and state in ('matched', 'asked')
       union select company_id from re_invitation where state <> 'closed'`,
    ),
  );
  return [...new Set([...ofCases, ...ofOthers].map(({ id }) => id))];
}

/** Checks the approvals of one company after the other, again and again. */
export function startCheckingApprovals(context: GatewayContext): { stop(): Promise<void> } {
  const { logger } = context;
  const stopping = new AbortController();
  const checkAll = async () => {
    for (const id of await findCompaniesWithApprovals(context)) {
      if (stopping.signal.aborted) return;
      await checkApprovals(context, id, pauseAfterPageMs, stopping.signal).catch((error: unknown) =>
        logger.error({ err: error, companyId: id }, 'Failed to check approvals; will retry'),
      );
    }
  };
  const work = repeat(checkAll, everyMs, (error) => logger.error({ err: error }, 'Failed to check approvals'));
  return {
    async stop() {
      stopping.abort();
      await work.stop();
    },
  };
}
