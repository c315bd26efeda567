/**
 * SQL: whether nobody decided about the application `o` of `open_application` yet. Not rejected since, as far as any channel
 * of the connection reported, and of a connection that is still read. A rejection that was taken back does not count.
 */
export const undecidedSql = `exists (select from connection c where c.id = o.connection_id and c.state <> 'deleted')
  and not exists (
    select from rejection r where r.company_id = o.company_id and r.source_key = 'connection:' || o.connection_id
      and r.remote_id = o.application_remote_id and (r.accepted_at >= o.seen_at or r.rejected_at >= o.moved_at)
      and not exists (
        select from un_rejection u where u.company_id = r.company_id and u.source_key = r.source_key
          and u.remote_id = r.remote_id and u.occurred_at >= r.rejected_at))`;
