import { createHmac } from 'node:crypto';
import { Company, type Database, type Em, RegistrationLink, withSecret } from '@goen/case-store';
import { tokenHash } from '../links/candidate-links.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** `<slug>-<16 characters>`: who runs the link is readable, and old ones can be turned off. Derived, so it can be shown again. */
function deriveRegistrationToken(secret: string, company: Pick<Company, 'id' | 'slug'>, n: number): string {
  const code = createHmac('sha256', secret).update(`registration-link:${company.id}:${n}`).digest('hex').slice(0, 16);
  return `${company.slug}-${code}`;
}

export type CurrentLink = { readonly token: string; readonly createdAt: Date };

/** The company's current link; the first call makes it. */
export async function findOrCreateLink(em: Em, companyId: string, secret: string, now: Date): Promise<CurrentLink> {
  const company = await em.findOneOrFail(Company, { id: companyId });
  const current = await findLatest(em, companyId);
  if (current) return { token: deriveRegistrationToken(secret, company, current.n), createdAt: current.createdAt };
  return addLink(em, company, 1, secret, now);
}

/** Replaces the link: mails that are sent from now on must carry the new one. `keepDays`: how long the old ones work. */
export async function rotateLink(
  em: Em,
  companyId: string,
  secret: string,
  now: Date,
  keepDays: number,
): Promise<CurrentLink> {
  const company = await em.findOneOrFail(Company, { id: companyId });
  const current = await findLatest(em, companyId);
  await em.execute(
    `update registration_link set valid_until = least(coalesce(valid_until, ?::timestamptz), ?::timestamptz)
     where company_id = ? and (valid_until is null or valid_until > ?)`,
    [new Date(now.getTime() + keepDays * dayMs), new Date(now.getTime() + keepDays * dayMs), companyId, now],
  );
  return addLink(em, company, (current?.n ?? 0) + 1, secret, now);
}

async function addLink(em: Em, company: Company, n: number, secret: string, now: Date): Promise<CurrentLink> {
  const token = deriveRegistrationToken(secret, company, n);
  await em.execute(
    `insert into registration_link (token_hash, company_id, n, created_at) values (?, ?, ?, ?) on conflict do nothing`,
    [tokenHash(token), company.id, n, now],
  );
  return { token, createdAt: now };
}

async function findLatest(em: Em, companyId: string): Promise<RegistrationLink | undefined> {
  // Two calls at once must not both make the next one.
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('registration-link:' || ?, 0))`, [companyId]);
  const [latest] = await em.find(RegistrationLink, { companyId }, { orderBy: { n: 'desc' }, limit: 1, refresh: true });
  return latest;
}

/** The company of a link that works at `now`; null for an unknown one, or one that was replaced long ago. */
export async function findRegistrationCompany(orm: Database, token: string, now: Date): Promise<string | null> {
  if (!/^[a-z0-9-]{18,70}$/.test(token)) return null;
  const hash = tokenHash(token);
  const link = await withSecret(orm, hash, (em) => em.findOne(RegistrationLink, { tokenHash: hash }));
  if (link === null) return null;
  return link.validUntil && link.validUntil <= now ? null : link.companyId;
}
