import { addressOf } from '../mails/address.ts';
import type { MailHead } from '../mails/mail-store.ts';

/** A condition of an Email Activity query; all of a query must hold. */
type Condition = (head: MailHead) => boolean;

const clause =
  /^\(?\s*(?:unique_args\[\s*['"](?<arg>[^'"]+)['"]\s*\]|(?<field>[a-z_]+))\s*(?<op>=|LIKE)\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')\s*\)?$/i;

/**
 * The part of the published query language that finds one mail again: `unique_args['name']="value"`, `msg_id`,
 * `to_email`, `from_email`, `subject` and `status`, with `=` or `LIKE "x%"`, joined by AND. null: not understood.
 */
export function parseQuery(query: string): Condition | null {
  const conditions: Condition[] = [];
  for (const part of query.split(/\s+AND\s+/i)) {
    const { arg, field, op, double, single } = clause.exec(part.trim())?.groups ?? {};
    const wanted = double ?? single;
    const read = arg === undefined ? valueReader(field) : (head: MailHead) => head.custom_args[arg];
    if (wanted === undefined || !read) return null;
    const matches = op?.toUpperCase() === 'LIKE' ? like(wanted) : (value: string) => value === wanted;
    conditions.push((head) => {
      const value = read(head);
      return value !== undefined && matches(value);
    });
  }
  return (head) => conditions.every((condition) => condition(head));
}

const like = (pattern: string) => {
  const source = pattern.split('%').map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const expression = new RegExp(`^${source.join('.*')}$`, 's');
  return (value: string) => expression.test(value);
};

function valueReader(field: string | undefined): ((head: MailHead) => string | undefined) | null {
  const readers: Record<string, (head: MailHead) => string | undefined> = {
    msg_id: (head) => head.provider_id,
    to_email: (head) => addressOf(head.to[0] ?? ''),
    from_email: (head) => addressOf(head.from),
    subject: (head) => head.subject,
    status: activityStatus,
  };
  return readers[field?.toLowerCase() ?? ''] ?? null;
}

export function activityStatus({ last_event }: MailHead): string {
  if (last_event === 'delivered' || last_event === 'complained') return 'delivered';
  return last_event === 'sent' || last_event === 'scheduled' ? 'processed' : 'not_delivered';
}

export const activityView = (head: MailHead) => ({
  from_email: addressOf(head.from),
  msg_id: head.provider_id,
  subject: head.subject,
  to_email: addressOf(head.to[0] ?? ''),
  status: activityStatus(head),
  opens_count: 0,
  clicks_count: 0,
  last_event_time: head.last_event_at.replace(/\.\d+Z$/, 'Z'),
});
