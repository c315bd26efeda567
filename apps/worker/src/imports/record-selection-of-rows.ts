import type { RowResult } from '@goen/ats';
import { type Connection, type Database, type Em, type FileImport, withCompany } from '@goen/case-store';
import { forgetUnlisted, recordSelection } from '@goen/cases';

type Opened = { readonly file: FileImport; readonly connection: Connection };

const toSeenAt = ({ file }: Opened): Date => file.startedAt ?? file.createdAt;

/** Stores which rows of a batch are in selection. Safe to repeat. */
export async function recordSelectionOfRows(
  orm: Database,
  opened: Opened,
  results: readonly RowResult[],
): Promise<void> {
  const rows = results.flatMap((result) => (result.kind === 'not_a_rejection' ? (result.selection ?? []) : []));
  if (rows.length === 0) return;
  const { companyId, id: connectionId } = opened.connection;
  const news = {
    open: rows.flatMap(({ isOpen, application }) => (isOpen ? [application] : [])),
    settled: rows.flatMap(({ isOpen, application }) => (isOpen ? [] : [application.applicationId])),
  };
  await withCompany(orm, companyId, (em) =>
    recordSelection(em, { companyId, connectionId }, news, { seenAt: toSeenAt(opened) }),
  );
}

/**
 * An export lists all applications: those in selection that are missing have left it. A file without any is an export of
 * rejections alone, and says nothing about others.
 */
export async function forgetUnlistedRows(em: Em, opened: Opened): Promise<void> {
  const seenAt = toSeenAt(opened);
  const [listed] = await em.execute<unknown[]>(
    'select 1 as one from open_application where connection_id = ? and seen_at = ? limit 1',
    [opened.connection.id, seenAt],
  );
  if (listed !== undefined) await forgetUnlisted(em, opened.connection.id, seenAt);
}
