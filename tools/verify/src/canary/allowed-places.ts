import { memberFields } from './canaries.ts';
import type { Hits } from './search-databases.ts';

/** The tables that hold personal data of candidates and members, and what for. */
const tables: Readonly<Record<string, string>> = {
  'cases.candidate': 'the person, as the company knows them',
  'cases.candidate_tag': 'skills and the like, by which the pool is searched',
  'cases.candidate_note': 'notes of colleagues',
  'cases.candidate_alias': 'other ids of the person at the same source',
  'cases.application': 'what they applied for, and what the ATS said about it',
  'cases.rejection': 'job, stage and reason of a rejection',
  'cases.fact': 'ids of the application in its source: the key that prevents a second mail',
  'cases.pool_profile': 'tags that matching compares, without name and address',
  'cases.personal_note': 'the place in the result that a recruiter filled',
  'cases.complaint': 'what the person wrote to the operator, and the answer',
  'cases.correction_request': 'what the person asked to be corrected, and the answer',
  'cases.feedback_request': 'the answer to a person who asked for feedback',
  'cases.experience_answer': 'what the person said about the selection',
  'cases.introduction': 'the profile, and what was handed over with consent',
  'cases.provision_record': '個人情報保護法 Art. 29, 30',
  'cases.re_invitation': 'the earlier job that the invitation names, and the member who answers',
  'cases.registration': 'what the person typed on the registration page',
  'cases.file_import_row': 'rows of a file: the refused ones are downloaded and corrected',
  'cases.member': 'a member of a company',
  'identity.user': 'who signs in',
};

/** What is left after an erasure, by column: the fields, and why. */
const ids = ['applicationId', 'candidateId', 'importedApplicationId', 'hookApplicationId', 'hookCandidateId'];
const leftAfterErasure: Readonly<Record<string, { readonly fields: readonly string[]; readonly why: string }>> = {
  'cases.candidate.remote_id': { fields: ids, why: 'a later report must not make the person a candidate again' },
  'cases.candidate_alias.remote_id': { fields: ids, why: 'the same, by another id' },
  'cases.application.remote_id': { fields: ids, why: 'the key of a rejection: a repeated report mails nobody' },
  'cases.rejection.remote_id': { fields: ids, why: 'the same' },
  'cases.fact.data': { fields: ids, why: 'the same; facts cannot be changed' },
  'cases.application.job_name': { fields: ['jobName'], why: 'the company’s own word: its reports count by job' },
  'cases.rejection.job_name': { fields: ['jobName'], why: 'the same' },
  'cases.rejection.stage_name': { fields: ['stageName'], why: 'the company’s own word: its reports count by stage' },
  'cases.provision_record.person': {
    fields: ['familyName', 'givenName', 'email'],
    why: '個人情報保護法 Art. 29, 30: the person whose data was handed over, for three years',
  },
};

/** Values in columns that may not hold them. `erased`: after the erasure, which does not concern the member. */
export function findUnexpected(hits: Hits, state: 'kept' | 'erased'): string[] {
  return [...hits].flatMap(([place, found]) => {
    const table = place.split('.').slice(0, 2).join('.');
    const allowed = leftAfterErasure[place]?.fields ?? [];
    const unexpected =
      state === 'kept'
        ? [...found].filter(() => tables[table] === undefined)
        : [...found].filter((field) => !memberFields.includes(field) && !allowed.includes(field));
    return unexpected.length === 0 ? [] : [`${state}: ${place} holds ${unexpected.join(', ')}`];
  });
}
