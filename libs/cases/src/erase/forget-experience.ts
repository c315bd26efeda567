import { toTokyoDate, toTokyoMs } from '@goen/case-domain';
import type { Em } from '@goen/case-store';
import { minExperienceAnswers } from '@goen/contracts/public';

const month = (answer: string): string => `date_trunc('month', ${answer}.answered_at at time zone 'Asia/Tokyo')`;
const isSameGroup = (a: string, b: string): string =>
  `${a}.company_id = ${b}.company_id and ${a}.stage = ${b}.stage and ${month(a)} = ${month(b)}`;

/**
 * Deletes what an erased person answered. A company that compares a group before and after must not learn which answer
 * was theirs: where a group may have been shown, the score stays without person and time, and all its sentences go.
 */
export async function forgetExperience(em: Em, candidateId: string, at: Date): Promise<void> {
  const thisMonth = new Date(toTokyoMs(`${toTokyoDate(at.getTime()).slice(0, 7)}-01`, 0));
  await em.execute(
    `delete from experience_answer a where a.candidate_id = ? and (a.score is null or a.answered_at >= ?
       or (select count(*) from experience_answer g where g.score is not null and ${isSameGroup('g', 'a')}) < ?)`,
    [candidateId, thisMonth, minExperienceAnswers],
  );
  await em.execute(
    `update experience_answer g set comment = null
     from experience_answer a where a.candidate_id = ? and g.comment is not null and ${isSameGroup('g', 'a')}`,
    [candidateId],
  );
  await em.execute(
    `update experience_answer a set candidate_id = null, answered_at = ${month('a')} at time zone 'Asia/Tokyo'
     where a.candidate_id = ?`,
    [candidateId],
  );
}
