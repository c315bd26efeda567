import { extractAddress } from '../mails/address.ts';
import type { MailSummary } from '../store/mail-store.ts';

type MailPredicate = (mail: MailSummary) => boolean;
type ReadField = (mail: MailSummary) => string | undefined;

const clausePattern =
  /^\(?\s*(?:unique_args\[\s*['"](?<arg>[^'"]+)['"]\s*\]|(?<field>[a-z_]+))\s*(?<op>=|LIKE)\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')\s*\)?$/i;

/**
 * Parses the part of the published query language that finds a mail: `unique_args['name']="value"`, `msg_id`,
 * `to_email`, `from_email`, `subject` and `status`, with `=` or `LIKE "x%"`, joined by AND. Anything else is null.
 */
export function parseActivityQuery(query: string): MailPredicate | null {
  const predicates: MailPredicate[] = [];
  for (const clause of query.split(/\s+AND\s+/i)) {
    const { arg, field, op, double, single } = clausePattern.exec(clause.trim())?.groups ?? {};
    const operand = double ?? single;
    const readField = arg === undefined ? findFieldReader(field) : (mail: MailSummary) => mail.custom_args[arg];
    if (operand === undefined || !readField) return null;
    const matches = op?.toUpperCase() === 'LIKE' ? createLikeMatcher(operand) : (value: string) => value === operand;
    predicates.push((mail) => {
      const value = readField(mail);
      return value !== undefined && matches(value);
    });
  }
  return (mail) => predicates.every((predicate) => predicate(mail));
}

function createLikeMatcher(pattern: string): (value: string) => boolean {
  const literals = pattern.split('%').map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const expression = new RegExp(`^${literals.join('.*')}$`, 's');
  return (value) => expression.test(value);
}

function findFieldReader(field: string | undefined): ReadField | null {
  const readers: Record<string, ReadField> = {
    msg_id: (mail) => mail.provider_id,
    to_email: (mail) => extractAddress(mail.to[0] ?? ''),
    from_email: (mail) => extractAddress(mail.from),
    subject: (mail) => mail.subject,
    status: toActivityStatus,
  };
  return readers[field?.toLowerCase() ?? ''] ?? null;
}

function toActivityStatus({ last_event }: MailSummary): string {
  if (last_event === 'delivered' || last_event === 'complained') return 'delivered';
  return last_event === 'sent' || last_event === 'scheduled' ? 'processed' : 'not_delivered';
}

export const toActivityItem = (mail: MailSummary) => ({
  from_email: extractAddress(mail.from),
  msg_id: mail.provider_id,
  subject: mail.subject,
  to_email: extractAddress(mail.to[0] ?? ''),
  status: toActivityStatus(mail),
  opens_count: 0,
  clicks_count: 0,
  last_event_time: mail.last_event_at.replace(/\.\d+Z$/, 'Z'),
});
