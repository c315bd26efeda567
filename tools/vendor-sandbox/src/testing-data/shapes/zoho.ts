import type { RejectedCandidate } from '../rejected-candidate.ts';

const digits = (value: number, length: number) => String(value).padStart(length, '0');
const idOf = (book: number, { seed, n }: Pick<RejectedCandidate, 'seed' | 'n'>) =>
  `4868120${book}${digits(seed % 10_000, 4)}${digits(n, 6)}`;

/** What the API keeps: a job opening, a candidate and the rejected application between them. */
export function zohoRecords(one: RejectedCandidate) {
  const { person, job } = one;
  const candidateId = idOf(1, one);
  const jobOpeningId = idOf(3, { seed: one.seed, n: job.number });
  const own = {
    First_Name: person.givenName,
    Last_Name: person.familyName,
    Full_Name: person.fullName,
    Email: person.email,
    Mobile: person.phone,
    State: person.prefecture,
    Skill_Set: one.skills.join(', '),
    Associated_Tags: [...one.skills],
  };
  return {
    jobOpening: { id: jobOpeningId, Posting_Title: job.name, Job_Opening_Status: 'In-progress' },
    candidate: {
      id: candidateId,
      ...own,
      Candidate_Status: 'Rejected',
      Created_Time: one.appliedAt,
      Modified_Time: one.rejectedAt,
    },
    application: {
      id: idOf(2, one),
      ...own,
      Application_ID: `ZR_${one.n}_APP`,
      $Candidate_Id: candidateId,
      $Job_Opening_Id: jobOpeningId,
      Job_Opening_Name: { name: job.name, id: jobOpeningId },
      Application_Status: 'Rejected',
      Rejected_Stage: one.stage.name,
      Rejected_On: one.rejectedOn,
      Created_Time: one.appliedAt,
      Modified_Time: one.rejectedAt,
    },
  };
}

/** The ten fields of a workflow rule's webhook, under names that a company chose; the secret comes beside them. */
export function zohoWebhookFields(one: RejectedCandidate): Record<string, string> {
  const { application } = zohoRecords(one);
  return {
    application_id: application.id,
    candidate_id: application.$Candidate_Id,
    last_name: application.Last_Name,
    first_name: application.First_Name,
    email: application.Email,
    job_title: one.job.name,
    application_status: application.Application_Status,
    stage: one.stage.name,
    rejected_on: one.rejectedOn,
    skill_set: application.Skill_Set,
  };
}
