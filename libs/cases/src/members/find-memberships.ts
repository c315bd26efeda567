import { type Database, Member, OperatorStaff, withSecret } from '@goen/case-store';
import { memberHash } from './member-hash.ts';

/** Of which companies a person is a member, oldest membership first. Asked on every request of a session. */
export const findMemberships = (orm: Database, email: string, hashKey: string): Promise<Member[]> => {
  const emailHash = memberHash(email, hashKey);
  return withSecret(orm, emailHash, (em) =>
    em.find(
      Member,
      { emailHash, removedAt: null },
      { orderBy: { createdAt: 'asc', id: 'asc' }, disableIdentityMap: true },
    ),
  );
};

/** Whether a person is of the operator's staff; `orm` is connected as the operator. */
export const findStaff = (orm: Database, email: string, hashKey: string): Promise<OperatorStaff | null> =>
  orm.em.fork().findOne(OperatorStaff, { emailHash: memberHash(email, hashKey), removedAt: null });
