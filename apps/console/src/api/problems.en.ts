import type { ProblemCode } from '@goen/client';
import type { ProblemText } from './problems.ja.ts';

const reload = 'Reload the page and try again.';
const later = 'Please try again in a little while.';

/** Where the API speaks to programs; everything else it says well enough itself. */
export const englishProblems: Readonly<Partial<Record<ProblemCode | 'unreachable' | 'unknown', ProblemText>>> = {
  unreachable: {
    title: 'The server cannot be reached',
    advice: 'Check your network. Work resumes by itself once it is back.',
  },
  unknown: { title: 'Something went wrong', advice: 'If it keeps happening, tell the operator.' },
  malformed_json: { title: 'That could not be read', advice: reload },
  invalid_cursor: { title: 'The list could not be continued', advice: 'Load the list from its beginning.' },
  invalid_idempotency_key: { title: 'Something went wrong', advice: reload },
  idempotency_key_reused: { title: 'Something went wrong', advice: reload },
  if_match_missing: { title: 'Something went wrong', advice: reload },
  method_not_allowed: { title: 'Something went wrong', advice: reload },
  four_eyes: {
    title: 'Another person has to approve this mail',
    advice: 'You wrote its text last. Ask a colleague to approve it.',
  },
  cross_site_request: { title: 'Something went wrong', advice: 'Open this page again and retry.' },
  missing_scope: {
    title: 'Your role does not allow this',
    advice: 'Ask an owner of your company to change your role.',
  },
  sign_in_again: {
    title: 'Please sign in again',
    advice: 'For safety, this is possible within 15 minutes of signing in.',
  },
  not_found: { title: 'Not found', advice: 'It was deleted, or it belongs to another company.' },
  request_in_progress: { title: 'The last request is still running', advice: later },
  mail_changed: {
    title: 'The mail did not change',
    advice:
      'It was sent or cancelled, or has changed meanwhile. Read it again, and repeat what you did if it is still right.',
  },
  personal_note_missing: { title: 'The personal note is missing', advice: 'Write the note, then approve the mail.' },
  mail_not_approved: { title: 'The mail is held or not approved yet', advice: 'Approve or release it first.' },
  mail_date_fixed: {
    title: 'The date of this mail cannot be changed',
    advice: 'Hold the mail if it should not leave.',
  },
  note_changed: {
    title: 'Somebody else has changed the personal note',
    advice: 'Read what they wrote, then replace it if you still want to. Nothing was saved yet.',
  },
  mail_under_way: {
    title: 'The mail is being sent right now',
    advice: 'It can no longer be held, edited or cancelled.',
  },
  candidate_erased: { title: 'The candidate was erased or merged', advice: 'Go back to the list.' },
  settings_changed: {
    title: 'Somebody else changed the settings',
    advice: 'Load them again, then repeat your change.',
  },
  body_too_large: { title: 'That is too large', advice: 'Send it in parts.' },
  invalid_request: {
    title: 'Please check what you entered',
    advice: 'Correct the fields that are marked, then try again.',
  },
  internal_error: { title: 'Something went wrong on our side', advice: later },
  unavailable: { title: 'This is not available right now', advice: later },
};
