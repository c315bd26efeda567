import { type Database, type Member, withCompany } from '@goen/case-store';
import { recordAudit } from '../audit/record-audit.ts';

/** Records that an invited person signed in: once, whatever they sign in with. `network`: as the audit log keeps it. */
export async function recordJoined(
  orm: Database,
  { id, companyId }: Pick<Member, 'id' | 'companyId'>,
  network: string | null,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const [row] = await em.execute<{ id: string }[]>(
      'update member set joined_at = now() where id = ? and joined_at is null and removed_at is null returning id',
      [id],
    );
    if (row === undefined) return;
    const actor = { kind: 'member', id, network } as const;
    await recordAudit(em, { companyId, actor, action: 'member.joined', subject: { type: 'member', id } });
  });
}
