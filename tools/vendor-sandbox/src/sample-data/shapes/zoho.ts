import type { RejectedCandidate } from '../draw-candidate.ts';

const padNumber = (value: number, length: number) => String(value).padStart(length, '0');
const createId = (moduleDigit: number, { seed, n }: Pick<RejectedCandidate, 'seed' | 'n'>) =>
  `4868120${moduleDigit}${padNumber(seed % 10_000, 4)}${padNumber(n, 6)}`;

/** The records in Zoho: a job opening, a candidate, and the rejected application that links them. */
export function toZohoRecords(candidate: RejectedCandidate) {
  const { person, job } = candidate;
  const candidateId = createId(1, candidate);
  const jobOpeningId = createId(3, { seed: candidate.seed, n: job.number });
  const personFields = {
    First_Name: person.givenName,
    Last_Name: person.familyName,
    Full_Name: person.fullName,
    Email: person.email,
    Mobile: person.phone,
    State: person.prefecture,
    Skill_Set: candidate.skills.join(', '),
    Associated_Tags: [...candidate.skills],
  };
  return {
    jobOpening: { id: jobOpeningId, Posting_Title: job.name, Job_Opening_Status: 'In-progress' },
    candidate: {
      id: candidateId,
      ...personFields,
      Candidate_Status: 'Rejected',
      Created_Time: candidate.appliedAt,
      Modified_Time: candidate.rejectedAt,
    },
    application: {
      id: createId(2, candidate),
      ...personFields,
      Application_ID: `ZR_${candidate.n}_APP`,
      $Candidate_Id: candidateId,
      $Job_Opening_Id: jobOpeningId,
      Job_Opening_Name: { name: job.name, id: jobOpeningId },
      Application_Status: 'Rejected',
      Rejected_Stage: candidate.stage.name,
      Rejected_On: candidate.rejectedOn,
      Created_Time: candidate.appliedAt,
      Modified_Time: candidate.rejectedAt,
    },
  };
}

/** The ten fields of a workflow rule's webhook, under company-chosen names. The secret is sent separately. */
export function toZohoWebhookFields(candidate: RejectedCandidate): Record<string, string> {
  const { application } = toZohoRecords(candidate);
  return {
    application_id: application.id,
    candidate_id: application.$Candidate_Id,
    last_name: application.Last_Name,
    first_name: application.First_Name,
    email: application.Email,
    job_title: candidate.job.name,
    application_status: application.Application_Status,
    stage: candidate.stage.name,
    rejected_on: candidate.rejectedOn,
    skill_set: application.Skill_Set,
  };
}
