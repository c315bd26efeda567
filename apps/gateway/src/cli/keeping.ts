import { Company } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import type { AdminContext } from './admin-context.ts';

const meanings = {
  unconfirmed: 'NOT CONFIRMED: from before bases were stated; nobody is erased, nobody is asked to renew',
  none: 'no basis: the result and nothing else, erased 30 days later',
  consent: 'by consent',
  notice: 'by notice',
} as const;

/** On what basis each company keeps former candidates, those that have not confirmed it first. */
export async function listKeeping({ orm }: AdminContext): Promise<string> {
  const companies = await orm.em.fork().find(Company, {}, { orderBy: { slug: 'asc' } });
  const lines = companies.map(({ slug, settings }) => {
    const { basis, notices, unconfirmed } = companySettings.parse(settings).keeping;
    const meaning = meanings[unconfirmed ? 'unconfirmed' : (basis ?? 'none')];
    const versions = notices.map(({ version, since }) => `${version} since ${since}`).join(', ');
    return { unconfirmed, line: `${slug}  ${meaning}${versions ? ` (${versions})` : ''}` };
  });
  const sorted = lines.toSorted((a, b) => Number(b.unconfirmed) - Number(a.unconfirmed));
  return sorted.map(({ line }) => line).join('\n') || 'There is no company.';
}
