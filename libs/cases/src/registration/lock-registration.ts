import { type Em, Registration } from '@goen/case-store';

/**
 * A registration as it is once its case is locked until the transaction ends: its expiry, which locks the case alone, has
 * either happened or finds what the caller decided. Null when the company has none with this id.
 */
export async function lockRegistration(em: Em, companyId: string, id: string): Promise<Registration | null> {
  await em.execute(
    `select 1 from follow_up_case
     where id = (select case_id from registration where company_id = ? and id = ?) for update`,
    [companyId, id],
  );
  return em.findOne(Registration, { companyId, id }, { refresh: true });
}
