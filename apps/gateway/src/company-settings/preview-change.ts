import { Candidate, Company, type Database, type Em, withCompany } from '@goen/case-store';
import { applySettings, formatFullName, type MailMove, previewSettings, toSettingsVersion } from '@goen/cases';
import type { MovedMail, SettingsChangeResult } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import {
  assertAllowed,
  type ChangeRequest,
  toInvalidRequest,
  toPointers,
  toStoredChange,
} from './change-company-settings.ts';
import { viewSettings } from './view-settings.ts';

type PageQuery = { readonly cursor?: string | undefined; readonly limit: number };

/** What a change would do, without doing it: the same checks, the settings afterwards, and the mails that move. */
export function previewChange(
  orm: Database,
  { companyId, change, version, actor, now }: ChangeRequest,
  { cursor, limit }: PageQuery,
): Promise<SettingsChangeResult> {
  const after = readCaseCursor(cursor);
  return withCompany(orm, companyId, async (em) => {
    const { settings: stored } = await em.findOneOrFail(Company, { id: companyId });
    if (version !== undefined && version !== toSettingsVersion(stored)) throw new HttpProblem('settings_changed');
    const applied = applySettings(stored, toStoredChange(change, actor), now);
    if (applied.kind === 'invalid') throw toInvalidRequest(applied.issues);
    assertAllowed(stored, applied.settings);
    const { evaluated, moves, next } = await previewSettings(em, companyId, applied.settings, {
      after,
      limit,
      nowMs: now.getTime(),
    });
    return {
      settings: viewSettings(applied.settings),
      dry_run: true,
      changed: toPointers(applied.changed),
      moved_mails: { evaluated, items: await viewMoves(em, companyId, moves), next },
    };
  });
}

/** A dry run goes on after the case at which the last page ended. */
function readCaseCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const parsed = z.uuid().safeParse(cursor);
  if (!parsed.success) throw new HttpProblem('invalid_cursor');
  return parsed.data;
}

async function viewMoves(em: Em, companyId: string, moves: readonly MailMove[]): Promise<MovedMail[]> {
  const ids = moves.map(({ candidateId }) => candidateId);
  const candidates = await em.find(Candidate, { companyId, id: { $in: ids } });
  const names = new Map(candidates.map((candidate) => [candidate.id, formatFullName(candidate)]));
  return moves.map(({ caseId, candidateId, before, after }) => ({
    case_id: caseId,
    candidate_id: candidateId,
    name: names.get(candidateId) ?? null,
    before: viewMoment(before),
    after: viewMoment(after),
  }));
}

function viewMoment(mail: MailMove['before']): MovedMail['before'] {
  if (mail === null) return null;
  const { mail: kind, approval, isNoteMissing, sendsAtMs } = mail;
  const waitingFor = isNoteMissing ? 'personal_note' : approval === 'awaiting' ? 'approval' : null;
  return {
    kind,
    approval,
    sends_at: sendsAtMs === null ? null : new Date(sendsAtMs).toISOString(),
    waiting_for: approval === 'held' ? null : waitingFor,
  };
}
