import { type Database, withCompany } from '@goen/case-store';

/** The cases whose rejection a member confirmed by hand: their points rest on the company's word alone. A few a month. */
export function findCasesByHand(orm: Database, companyId: string): Promise<ReadonlySet<string>> {
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.execute<{ id: string }[]>(
      `select case_id as id from registration where company_id = ? and confirmed_how = 'by_hand'`,
      [companyId],
    );
    return new Set(rows.map(({ id }) => id));
  });
}
