import { toTokyoDate } from '@goen/case-domain';
import { nextReInvitationStep } from '@goen/case-domain/re-invitation';
import { type Em, withCompany } from '@goen/case-store';
import { type LoadedReInvitation, lockReInvitation, recordReInvitation } from '@goen/cases';
import { type MessageRequest, messageResult } from '@goen/contracts/internal';
import type { ReInvitationRef } from '@goen/re-invitation';
import type { ActivityContext } from '../activity-context.ts';
import { caseClock } from '../case-clock.ts';
import { callService } from '../services/call-service.ts';

/**
 * Notifies the owner of an interest, or reminds them that it is unanswered, with the number of all that are. Without an
 * address of their own the mail goes to the company's recruiters; without that, the API alone shows it.
 */
export async function notifyOwner(
  context: ActivityContext,
  { reInvitationId: id, companyId }: ReInvitationRef,
  startedAtMs = Date.now(),
): Promise<void> {
  const nowMs = caseClock(startedAtMs);
  const prepared = await withCompany(context.orm, companyId, async (em) => {
    const loaded = await lockReInvitation(em, id, nowMs);
    if (loaded === null) return null;
    const step = nextReInvitationStep(loaded.file, nowMs);
    if (step.kind !== 'notify_owner') return null;
    return { ...step, request: await buildRequest(em, loaded, step.reminder, { nowMs, publicUrl: context.publicUrl }) };
  });
  if (prepared === null) return;
  const { reminder, request } = prepared;
  const result = request && (await callService(context.mail, '/messages', request, messageResult));
  const messageId = result?.status === 'sent' ? result.id : null;
  const at = new Date(nowMs);
  const date = toTokyoDate(nowMs);
  await withCompany(context.orm, companyId, (em) =>
    recordReInvitation(
      em,
      id,
      at,
      ({ row }) => ({
        kind: 'owner.notified',
        at,
        data: { reminder, messageId, date },
        dedupeKey: `owner.notified:${row.answeredAt?.getTime() ?? 0}:${reminder}`,
      }),
      'none',
    ),
  );
}

async function buildRequest(
  em: Em,
  { row, loadedCase }: LoadedReInvitation,
  reminder: number,
  { nowMs, publicUrl }: { readonly nowMs: number; readonly publicUrl: string },
): Promise<MessageRequest | null> {
  const { settings } = loadedCase.file;
  const email = row.owner.email ?? settings.recruiterEmail;
  if (!email) return null;
  const [waiting] = await em.execute<{ n: number }[]>(
    `select count(*)::int as n from re_invitation where company_id = ? and state = 'interested' and reply is null`,
    [row.companyId],
  );
  return {
    key: `reinvitation:${row.id}:owner:${row.answeredAt?.getTime() ?? 0}:${reminder}`,
    company: row.companyId,
    kind: reminder === 0 ? 'interest_notice' : 'interest_reminder',
    provider: settings.mailProvider,
    to: { email },
    locale: settings.locale,
    sender: settings.sender,
    basis: null,
    date: toTokyoDate(nowMs),
    variables: {
      jobNames: [],
      stage: 'other',
      pageUrl: publicUrl,
      unsubscribeUrl: '',
      positions: [],
      opening: { position: row.about.position, whatIsNew: '', appliedOn: null },
      interests: { unanswered: waiting?.n ?? 1, dueOn: row.dueOn ?? toTokyoDate(nowMs) },
    },
    rejectionIds: [],
  };
}
