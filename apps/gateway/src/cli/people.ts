import { type Em, Member, memberRoles, OperatorStaff } from '@goen/case-store';
import { addMember as addCompanyMember, addStaff as addOperatorStaff, memberHash, recordAudit } from '@goen/cases';
import { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';

const person = z.object({
  email: z.email().max(254).toLowerCase(),
  name: z.string().trim().min(1).max(200),
  locale: z.enum(['ja', 'en']).default('ja'),
});
const newMember = person.extend({ company: z.string(), role: z.enum(memberRoles) });

/** Adds a member of a company, also its first owner; nobody is mailed. */
export function addMember(
  { orm, actor }: AdminContext,
  input: z.input<typeof newMember>,
  hashKey: string,
): Promise<{ id: string }> {
  const { company, ...member } = parseInput(newMember, input);
  return orm.em.fork().transactional(async (em) => {
    await assertHashKey(em, hashKey);
    const { id: companyId } = await findCompany(em, company);
    const added = await addCompanyMember(em, { ...member, companyId }, hashKey, actor);
    if (added === null) throw new AdminError(`${member.email} is a member of ${company} already.`);
    return { id: added.id };
  });
}

/** Adds a person of the operator's staff, also the first one; nobody is mailed. */
export function addStaff(
  { orm, actor }: AdminContext,
  input: z.input<typeof person>,
  hashKey: string,
): Promise<{ id: string }> {
  const staff = parseInput(person, input);
  return orm.em.fork().transactional(async (em) => {
    await assertHashKey(em, hashKey);
    const added = await addOperatorStaff(em, staff, hashKey, actor);
    if (added === null) throw new AdminError(`${staff.email} is of the operator's staff already.`);
    return { id: added.id };
  });
}

export async function listStaff({ orm }: AdminContext): Promise<string> {
  const rows = await orm.em.fork().find(OperatorStaff, { removedAt: null }, { orderBy: { createdAt: 'asc' } });
  if (rows.length === 0) return 'Nobody signs in for the operator yet. Add somebody with staff add.';
  return rows.map(({ id, email, name, createdAt }) => [id, email, name, createdAt.toISOString()].join('\t')).join('\n');
}

/** With another key than the services have, people would be added whom no sign-in finds. */
async function assertHashKey(em: Em, hashKey: string): Promise<void> {
  const isAddressed = { email: { $ne: null } };
  const known = (await em.findOne(OperatorStaff, isAddressed)) ?? (await em.findOne(Member, isAddressed));
  if (known?.email && known.emailHash !== memberHash(known.email, hashKey)) {
    throw new AdminError('PERSON_HASH_KEY is not the one of this installation.');
  }
}

/** Lets the running gateway mail a sign-in link to a member or a person of the staff. Throws AdminErrors. */
export async function requestLink(
  { orm, actor }: AdminContext,
  { email: given, publicUrl }: { readonly email: string; readonly publicUrl: string },
): Promise<void> {
  const email = given.trim().toLowerCase();
  const em = orm.em.fork();
  const members = await em.find(Member, { email }, { orderBy: { createdAt: 'asc' } });
  const staff = await em.findOne(OperatorStaff, { email });
  const [first] = members;
  const subject = first ? { type: 'member', id: first.id } : staff && { type: 'staff', id: staff.id };
  if (subject === null) throw new AdminError(`${email} is neither a member nor of the operator's staff.`);
  const { origin } = new URL(publicUrl);
  const answer = await fetch(`${publicUrl.replace(/\/+$/, '')}/v1/sign-in/links`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ email, locale: (first ?? staff)?.locale }),
    signal: AbortSignal.timeout(30_000),
  }).catch(() => {
    throw new AdminError(`The gateway could not be reached at ${publicUrl} (PUBLIC_URL).`);
  });
  if (answer.status === 429) throw new AdminError('Too many links were requested for this address; try again later.');
  if (answer.status !== 202) throw new AdminError(`The gateway refused to mail a link (${answer.status}).`);
  const event = { companyId: first?.companyId ?? null, actor, action: 'sign_in_link.requested', subject } as const;
  await em.transactional((inner) => recordAudit(inner, event));
}
