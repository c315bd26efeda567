import type { WordingVersion as WordingVersionView } from '@goen/contracts/internal';
import type { WordingVersion } from '../database/wording-version.ts';

export const toWordingView = (row: WordingVersion): WordingVersionView => ({
  id: row.id,
  kind: row.kind,
  locale: row.locale,
  stage: row.stage ?? null,
  jobCategory: row.jobCategory ?? null,
  version: row.version,
  subject: row.subject ?? null,
  body: row.body ?? null,
  savedAt: row.savedAt.toISOString(),
  savedBy: row.savedBy,
});
