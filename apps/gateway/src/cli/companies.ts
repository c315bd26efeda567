import { randomUUID } from 'node:crypto';
import { Company } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { z } from 'zod';
import { type AdminContext, AdminError, companyBySlug } from './admin-context.ts';

const newCompany = z.object({
  name: z.string().trim().min(1).max(200),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,49}$/, 'two to fifty of a-z, 0-9 and -'),
  settings: companySettings,
});

/** Creates a company; a slug that is taken is an AdminError. */
export async function createCompany({ orm }: AdminContext, given: z.input<typeof newCompany>): Promise<{ id: string }> {
  const { name, slug, settings } = checked(newCompany, given);
  return orm.em.fork().transactional(async (em) => {
    if (await em.findOne(Company, { slug })) throw new AdminError(`The slug "${slug}" is taken.`);
    const id = randomUUID();
    await em.insert(Company, { id, name, slug, settings, createdAt: new Date() });
    return { id };
  });
}

/** Merges a change into a company's settings and checks the whole; answers the settings as they now are. */
export async function changeSettings({ orm }: AdminContext, slug: string, change: Readonly<Record<string, unknown>>) {
  return orm.em.fork().transactional(async (em) => {
    const company = await companyBySlug(em, slug);
    company.settings = checked(companySettings, merge(company.settings, change));
    await em.flush();
    return company.settings;
  });
}

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merge(base: Plain, change: Plain): Plain {
  const merged = Object.entries(change).map(([key, value]) => {
    const before = base[key];
    return [key, isPlain(before) && isPlain(value) ? merge(before, value) : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}

export function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AdminError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
}
