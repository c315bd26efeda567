import { addDays, addMonths, toTokyoDate } from './calendar.ts';
import type { CaseInput } from './case-input.ts';
import { findResultDate } from './feedback.ts';
import { findLatestRejection } from './rejections.ts';
import { findRejectionsToAnswer } from './rejections-to-answer.ts';
import { assessSituation } from './situation.ts';

/** The question is open for so many days after the result, from the day after it. */
const openDays = 60;
const pauseMonths = 6;

type Circumstances = {
  /** When the person last answered, or said that they would rather not; null: never. */
  readonly lastAnsweredAtMs: number | null;
  /** Whether another application of theirs is known to be in selection. */
  readonly isActiveElsewhere: boolean;
};

/**
 * Whether the page asks if the person would recommend applying, and after which stage; null: it does not. Never with the
 * result, never while another application is undecided, and at most once in six months.
 */
export const findExperienceQuestion = (
  input: CaseInput,
  nowMs: number,
  { lastAnsweredAtMs, isActiveElsewhere }: Circumstances,
) => {
  const situation = assessSituation(input, nowMs);
  const { settings, summary } = situation;
  if (!settings.experience.enabled || summary.erased || summary.erasurePending) return null;
  if (isActiveElsewhere || summary.hired || summary.reapplied || summary.isLatestUnrejected) return null;
  if (findRejectionsToAnswer(situation).length > 0) return null;
  const latest = findLatestRejection(summary.live);
  const resultDate = latest && findResultDate(situation, latest);
  if (!latest || !resultDate) return null;
  const today = toTokyoDate(nowMs);
  if (today <= resultDate || today > addDays(resultDate, openDays)) return null;
  if (lastAnsweredAtMs !== null && today < addMonths(toTokyoDate(lastAnsweredAtMs), pauseMonths)) return null;
  return { stage: latest.stage };
};
