import { z } from 'zod';

/** Stable codes of every problem+json response (RFC 9457); docs/problems.md lists them, a test compares. */
export const problemCodes = {
  malformed_json: { status: 400, title: 'The body is not valid JSON.' },
  invalid_cursor: { status: 400, title: 'The cursor is not valid.' },
  invalid_idempotency_key: { status: 400, title: 'Idempotency-Key must have 1 to 255 characters.' },
  unauthorized: { status: 401, title: 'The API key or session is missing, unknown, revoked or expired.' },
  sign_in_failed: { status: 401, title: 'The sign-in link, passkey or token is unknown, used or expired.' },
  bad_signature: { status: 401, title: 'The webhook signature does not match the secret of its connection.' },
  missing_scope: { status: 403, title: 'The API key or role lacks the required scope.' },
  sign_in_again: { status: 403, title: 'This needs a recent sign-in with a link or a passkey.' },
  cross_site_request: { status: 403, title: 'The request does not come from a page of this site.' },
  company_suspended: { status: 403, title: 'The operator has suspended the company: it can read, but not change.' },
  not_a_sandbox: { status: 403, title: 'Only cases of a sandbox company can be fast-forwarded.' },
  not_found: { status: 404, title: 'Not found.' },
  method_not_allowed: { status: 405, title: 'Method not allowed.' },
  request_in_progress: { status: 409, title: 'A request with this Idempotency-Key is still running.' },
  entry_conflict: { status: 409, title: 'The id was already used with other inputs.' },
  nothing_to_advance: { status: 409, title: 'The case waits for nothing that has a date.' },
  introduction_not_open: { status: 409, title: 'The introduction does not accept this report in its current state.' },
  re_invitation_not_open: { status: 409, title: 'The re-invitation does not wait for this.' },
  position_closed: { status: 409, title: 'The position is closed.' },
  hold_final: { status: 409, title: 'The hold is already captured or released.' },
  mail_changed: { status: 409, title: 'The mail was already sent or cancelled, or has changed.' },
  selection_changed: { status: 409, title: 'Other mails match now than those that were shown.' },
  personal_note_missing: { status: 409, title: 'The mail waits for its personal note.' },
  four_eyes: { status: 403, title: 'Another person has to approve this mail.' },
  mail_not_approved: { status: 409, title: 'The mail is held, or waits for its approval.' },
  mail_date_fixed: { status: 409, title: 'The date of this mail cannot be changed.' },
  result_not_late: { status: 409, title: 'The result is not one that was reported late.' },
  feedback_closed: { status: 409, title: 'The request for feedback was answered before, or its case has ended.' },
  note_changed: { status: 409, title: 'Somebody else has changed the note.' },
  mail_under_way: { status: 409, title: 'The mail is being sent right now.' },
  candidate_erased: { status: 409, title: 'The candidate was erased or merged.' },
  address_in_use: { status: 409, title: 'Another candidate has this address.' },
  correction_answered: { status: 409, title: 'The request for a correction was answered before.' },
  name_taken: { status: 409, title: 'Another saved search has this name.' },
  too_many_searches: { status: 409, title: 'The company has reached its limit of saved searches.' },
  too_many_notes: { status: 409, title: 'The candidate has as many notes as there may be.' },
  too_many_endpoints: { status: 409, title: 'The company has reached its limit of webhook endpoints.' },
  too_many_connections: { status: 409, title: 'The company has reached its limit of connections.' },
  endpoint_disabled: { status: 409, title: 'The webhook endpoint is disabled.' },
  connection_paused: { status: 409, title: 'The connection is paused.' },
  import_not_ready: { status: 409, title: 'The import is in another state.' },
  import_file_deleted: { status: 409, title: 'The file of the import has been deleted.' },
  overrule_revoked: { status: 409, title: 'The operator revoked this overrule.' },
  registration_decided: { status: 409, title: 'The registration is in another state.' },
  confirmation_limit: {
    status: 409,
    title: 'The company has confirmed as many registrations by hand as it may this month.',
  },
  settings_changed: { status: 412, title: 'The settings have changed since they were read.' },
  already_member: { status: 409, title: 'Somebody with this address is there already.' },
  last_owner: { status: 409, title: 'A company keeps at least one owner.' },
  last_operator: { status: 409, title: 'The operator keeps at least one person who signs in.' },
  already_set_up: { status: 409, title: 'This installation is set up.' },
  insufficient_credits: { status: 409, title: 'The company has no credit available.' },
  body_too_large: { status: 413, title: 'The body is too large.' },
  batch_too_large: { status: 413, title: 'The batch has too many rows or bytes.' },
  unsupported_media_type: { status: 415, title: 'The media type is not supported.' },
  invalid_request: { status: 422, title: 'The request is not valid.' },
  if_match_missing: { status: 428, title: 'If-Match is missing.' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key was used with another body.' },
  unknown_connection: { status: 422, title: 'Unknown connection.' },
  connection_takes_no_files: { status: 422, title: 'Connections of this kind do not accept files.' },
  connection_takes_no_candidates: { status: 422, title: 'Connections of this kind do not accept candidates.' },
  text_not_in_encoding: { status: 422, title: 'Some characters cannot be encoded.' },
  tag_never_allowed: { status: 422, title: 'No company can overrule that this tag is refused.' },
  issuer_unusable: { status: 422, title: 'The issuer cannot be used for single sign-on.' },
  withdrawn_by_candidate: { status: 422, title: 'A withdrawal by the candidate is not a rejection.' },
  rejected_in_future: { status: 422, title: 'rejected_at is more than 24 hours in the future.' },
  occurred_in_future: { status: 422, title: 'occurred_at is more than 24 hours in the future.' },
  too_many_requests: { status: 429, title: 'Too many requests. Retry later.' },
  too_many_attempts: { status: 429, title: 'Too many attempts. Try again later.' },
  too_many_streams: { status: 429, title: 'Too many pages follow the changes of this company.' },
  too_many_imports: { status: 429, title: 'The company has reached its limit of unfinished imports.' },
  too_many_test_mails: { status: 429, title: 'The company has used up its test mails for today.' },
  internal_error: { status: 500, title: 'Something went wrong on our side.' },
  unavailable: { status: 503, title: 'A required service is unavailable.' },
  sender_domain_unverified: { status: 503, title: 'The sender domain is not verified at the mail provider.' },
  picture_unavailable: { status: 503, title: 'Images cannot be rendered right now.' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof problemCodes;

/**
 * `pointer` is a JSON Pointer (RFC 6901) into the body; `code` names the rule that the value breaks. `line` and
 * `column` are 1-based and tell where in a text of several lines; a column counts UTF-16 units, as editors do.
 */
export const fieldError = z
  .object({
    pointer: z.string(),
    code: z.string(),
    detail: z.string(),
    line: z.number().int().min(1).optional(),
    column: z.number().int().min(1).optional(),
  })
  .meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof fieldError>;

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(fieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
