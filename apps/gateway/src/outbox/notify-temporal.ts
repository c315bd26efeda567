import type { Database } from '@goen/case-store';
import {
  nudgeCase,
  nudgeImport,
  nudgeIntroduction,
  nudgeReInvitation,
  startCase,
  type TemporalConnection,
  triggerRelayRound,
} from '@goen/temporal-kit';
import type { ClaimedRow } from './claim-outbox-rows.ts';
import { syncSchedule } from './sync-schedule.ts';

/** Starts, signals or schedules what an outbox row stands for. Doing it twice is harmless. */
export function notifyTemporal(orm: Database, client: TemporalConnection['client'], row: ClaimedRow): Promise<void> {
  const companyId = row.company_id;
  switch (row.kind) {
    case 'match':
      return triggerRelayRound(client);
    case 'introduction':
      return nudgeIntroduction(client, { introductionId: requireId(row, 'introduction_id'), companyId });
    case 're_invitation':
      return nudgeReInvitation(client, { reInvitationId: requireId(row, 're_invitation_id'), companyId });
    case 'connection':
      return syncSchedule(orm, client, { connectionId: requireId(row, 'connection_id'), companyId });
    case 'import':
      return nudgeImport(client, { importId: requireId(row, 'import_id'), companyId });
    case 'nudge':
      return nudgeCase(client, { caseId: requireId(row, 'case_id'), companyId });
    case 'start': {
      const { stage, next_step: nextStep, wake_at: wakeAt } = row;
      return startCase(client, {
        caseId: requireId(row, 'case_id'),
        companyId,
        ...(stage && { stage }),
        ...(nextStep && { nextStep }),
        wakeAtMs: new Date(wakeAt).getTime(),
      });
    }
  }
}

type IdColumn = 'case_id' | 'introduction_id' | 're_invitation_id' | 'import_id' | 'connection_id';

function requireId(row: ClaimedRow, column: IdColumn): string {
  const id = row[column];
  if (id === null) throw new Error(`Outbox row ${row.id} of kind ${row.kind} has no ${column}`);
  return id;
}
