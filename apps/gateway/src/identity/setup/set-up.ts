import { type ApiScope, type Database, type Em, OperatorStaff } from '@goen/case-store';
import { addMember, addStaff, recordAudit } from '@goen/cases';
import type { Locale } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import { AdminError, createCompanyIn, createKeyIn } from '../../cli/index.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';

type Person = { readonly email: string; readonly name: string; readonly locale: Locale };
export type Installation = {
  readonly operator: Person;
  readonly company: {
    readonly name: string;
    readonly slug: string;
    readonly settings: { readonly sender: object };
    readonly owner?: Person | undefined;
  };
  readonly scopes: ApiScope[];
};

/** Whether there is, or ever was, a person of the operator. */
export const isSetUp = async (orm: Database): Promise<boolean> => (await orm.em.fork().count(OperatorStaff)) > 0;

/**
 * Creates the first person of the operator, the first company and its key; null when the installation is set up. One
 * transaction on one connection: whatever fails, setup stays open and nothing is left that a repeat would meet.
 */
export async function setUp(context: GatewayContext, { operator, company, scopes }: Installation) {
  const orm = await context.identity.operatorOrm();
  return orm.em.fork().transactional(async (em: Em) => {
    await em.execute('select pg_advisory_xact_lock(7305121)');
    if ((await em.count(OperatorStaff)) > 0) return null;
    const { name, slug, settings, owner } = company;
    const actor = { kind: 'system', id: null } as const;
    const { id } = await asProblem(createCompanyIn(em, actor, { name, slug, settings: settings as never }));
    const { key } = await createKeyIn(em, actor, { company: slug, name: 'setup', scopes });
    if (owner) {
      await addMember(em, { ...owner, companyId: id, role: 'owner' }, context.personHashKey, actor);
    }
    const staff = await addStaff(em, operator, context.personHashKey, actor);
    if (staff === null) return null;
    await recordAudit(em, { companyId: null, actor, action: 'installation.set_up', subject: { type: 'company', id } });
    return { operator: { id: staff.id }, company: { id, slug }, key };
  });
}

/** What the command line would print, as a problem of the request. */
const asProblem = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    if (!(error instanceof AdminError)) throw error;
    const errors = [{ pointer: '/company', code: 'invalid', detail: error.message }];
    throw new HttpProblem('invalid_request', { errors });
  });
