import { parseCaseIdFromMailKey } from '@goen/case-domain';
import { type Em } from '@goen/case-store';
import { loadActors, parseReInvitationMailKey } from '@goen/cases';
import type { StoredMessage } from '@goen/contracts/internal';
import type { MessageDetail } from '@goen/contracts/public';

/** Who approved a mail: the last approval of this mail from before it was handed over. Null: it needed none. */
export async function findApproval(
  em: Em,
  { key, kind, rejectionIds, createdAt, firstTriedAt }: StoredMessage,
): Promise<MessageDetail['approved']> {
  const before = new Date(firstTriedAt ?? createdAt);
  const source = findSource(key);
  if (source === null) return null;
  const [row] = await em.execute<{ by: string; at: string }[]>(
    `select data ->> 'by' as by, coalesce(data ->> 'at', to_json(at) #>> '{}') as at from ${source.table}
     where ${source.column} = ? and kind = 'mail.approved' and data ->> 'mail' = ?
       and coalesce(data -> 'rejectionIds', '[]') @> ?::jsonb and coalesce(data -> 'rejectionIds', '[]') <@ ?::jsonb
       and coalesce((data ->> 'at')::timestamptz, at) <= ?
     order by seq desc limit 1`,
    [source.id, kind, JSON.stringify(rejectionIds), JSON.stringify(rejectionIds), before],
  );
  const by = row && (await loadActors(em, [row.by]))(row.by);
  return row && by ? { by, at: new Date(row.at).toISOString() } : null;
}

/** Where the decisions about a mail are recorded. */
function findSource(key: string): { readonly table: string; readonly column: string; readonly id: string } | null {
  const caseId = parseCaseIdFromMailKey(key);
  if (caseId) return { table: 'fact', column: 'case_id', id: caseId };
  const reInvitationId = parseReInvitationMailKey(key);
  if (reInvitationId) return { table: 're_invitation_fact', column: 're_invitation_id', id: reInvitationId };
  const introductionId = /^introduction:([0-9a-f-]{36}):/.exec(key)?.[1];
  return introductionId ? { table: 'introduction_fact', column: 'introduction_id', id: introductionId } : null;
}
