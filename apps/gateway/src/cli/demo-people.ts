import type { MemberRole } from '@goen/case-store';
import { addMember, addStaff } from '@goen/cases';
import { type AdminContext, findCompany } from './admin-context.ts';

export type DemoPerson = { readonly email: string; readonly name: string } & (
  | { readonly company: string; readonly role: MemberRole }
  | { readonly company: null }
);

/** People who sign in to the demo: members of companies, by their slug, and of the operator's staff. Nobody is mailed. */
export function addDemoPeople(
  { orm, actor }: AdminContext,
  people: readonly DemoPerson[],
  hashKey: string,
): Promise<void> {
  return orm.em.fork().transactional(async (em) => {
    for (const person of people) {
      const { email, name } = person;
      if (person.company === null) await addStaff(em, { email, name, locale: 'ja' }, hashKey, actor);
      else {
        const { id: companyId } = await findCompany(em, person.company);
        await addMember(em, { companyId, email, name, role: person.role, locale: 'ja' }, hashKey, actor);
      }
    }
  });
}
