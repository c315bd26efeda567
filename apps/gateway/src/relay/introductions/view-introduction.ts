import type { Introduction } from '@goen/case-store';
import type { IntroductionView } from '@goen/contracts/public';

/** For the receiving company: who it is only once it was handed over. */
export const viewOf = (row: Introduction): IntroductionView => ({
  id: row.id,
  position_id: row.positionId,
  state: row.state,
  ended: row.ended ?? null,
  score: Number(row.score),
  profile: row.profile,
  person: row.person ?? null,
  report: row.report ?? null,
  use_stopped_at: row.useStoppedAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
  answered_at: row.answeredAt?.toISOString() ?? null,
});
