import { type Em, OperatorStaff } from '@goen/case-store';
import { loadActors } from '@goen/cases';
import { parseActor } from '@goen/contracts/workflow';
import { z } from 'zod';
import type { AdminContext } from './admin-context.ts';
import { AdminError } from './admin-error.ts';

/** Records what follows under a person of the operator's staff, by address or id. Null: under the operator. */
export async function actAs(admin: AdminContext, staff: string | null): Promise<AdminContext> {
  if (staff === null) return admin;
  const which = z.uuid().safeParse(staff).success ? { id: staff } : { email: staff.trim().toLowerCase() };
  const person = await admin.orm.em.fork().findOne(OperatorStaff, { ...which, removedAt: null });
  if (person === null) throw new AdminError(`Nobody of the operator's staff has the address or id "${staff}".`);
  return { ...admin, actor: { kind: 'operator', id: person.id } };
}

/** Looks up how to print those whom rows name: their names, else who they are. */
export async function nameActors(em: Em, texts: readonly (string | null | undefined)[]) {
  const viewActor = await loadActors(em, texts);
  const staffIds = texts.flatMap((text) => {
    const actor = text ? parseActor(text) : null;
    return actor?.kind === 'operator' ? (actor.id ?? []) : [];
  });
  const staff = staffIds.length === 0 ? [] : await em.find(OperatorStaff, { id: { $in: staffIds } });
  return (text: string | null | undefined): string => {
    const actor = viewActor(text);
    if (actor === null) return '';
    return actor.name ?? staff.find(({ id }) => id === actor.id)?.name ?? actor.kind;
  };
}
