import type { Em, Introduction } from '@goen/case-store';
import type { IntroductionView } from '@goen/contracts/public';
import type { EmploymentReport } from '@goen/contracts/workflow';
import { type IntroductionDates, readIntroductionDates } from './introduction-dates.ts';

/** An introduction as the receiving company sees it. `person` is stored only when the profile is provided. */
export const viewIntroduction = (introduction: Introduction, dates: IntroductionDates): IntroductionView => ({
  id: introduction.id,
  position_id: introduction.positionId,
  position_title: introduction.about.position,
  state: introduction.state,
  ended: introduction.ended ?? null,
  score: Number(introduction.score),
  profile: introduction.profile,
  conditions: introduction.about.conditions ?? null,
  conditions_version: introduction.about.conditionsVersion ?? null,
  person: introduction.person ?? null,
  report: introduction.report ?? null,
  joined_on: introduction.joinedOn ?? null,
  contract_term: introduction.contractTerm ?? null,
  employment: viewEmployment(introduction.employment ?? null),
  use_stopped_at: introduction.useStoppedAt?.toISOString() ?? null,
  created_at: introduction.createdAt.toISOString(),
  answered_at: introduction.answeredAt?.toISOString() ?? null,
  ...dates,
});

/** The same, with the dates of its facts. */
export async function readIntroductionView(em: Em, introduction: Introduction): Promise<IntroductionView> {
  const datesOf = await readIntroductionDates(em, [introduction.id]);
  return viewIntroduction(introduction, datesOf(introduction.id));
}

const viewEmployment = (employment: EmploymentReport | null): IntroductionView['employment'] =>
  employment && {
    still_employed: employment.stillEmployed,
    left_on: employment.leftOn,
    dismissed: employment.dismissed,
  };
