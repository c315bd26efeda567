/** An application after this long is no longer put down to the re-invitation. */
const attributedDays = 183;

/** SQL: whether the application `a` followed the re-invitation `r`, of the same person. */
export const isLaterApplication = (a: string, r: string): string =>
  `${a}.candidate_id = ${r}.candidate_id and ${a}.applied_at > ${r}.sent_at
    and ${a}.applied_at < ${r}.sent_at + make_interval(days => ${attributedDays})`;

/** SQL: whether the person of the re-invitation `r` applied again. */
export const hasReapplied = (r: string): string =>
  `(${r}.reapplied_at is not null or exists (select 1 from application a where ${isLaterApplication('a', r)}))`;
