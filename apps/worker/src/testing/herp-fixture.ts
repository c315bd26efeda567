import { randomUUID } from 'node:crypto';
import { Connection, Rejection, sealSecrets, withCompany } from '@goen/case-store';
import { type Candidacy, startVendorSandbox, type VendorSandboxOptions } from '@goen/vendor-sandbox';
import type { ActivityContext } from '../activity-context.ts';
import type { WorkerFixture } from './worker-fixture.ts';

/** HERP's sandbox and companies connected to it. */
export async function startHerpFixture(
  fixture: WorkerFixture,
  limits: NonNullable<VendorSandboxOptions['limits']> = {},
) {
  const sandbox = await startVendorSandbox({ limits: { ...limits, herp: { apiKeys: ['good-key'], ...limits.herp } } });
  const { connections } = fixture.context;
  const context: ActivityContext = {
    ...fixture.context,
    connections: { ...connections, addresses: { ...connections.addresses, herp: sandbox.urls.herp } },
  };
  const as = <T>(companyId: string, work: Parameters<typeof withCompany<T>>[2]) =>
    withCompany(fixture.context.orm, companyId, work);
  return {
    sandbox,
    context,
    /** Creates a company with a connection. */
    async connect(key = 'good-key', settings: object = {}) {
      const { ref } = await fixture.seed();
      const { companyId } = ref;
      const id = randomUUID();
      const secrets = sealSecrets({ api_key: key }, id, connections.secretKey);
      const now = new Date();
      await as(companyId, (em) =>
        em.insert(Connection, {
          id,
          companyId,
          kind: 'herp',
          name: 'HERP',
          settings: { ...settings },
          secrets,
          counts: {},
          createdAt: now,
          updatedAt: now,
        }),
      );
      return { connectionId: id, companyId };
    },
    loadConnection: ({ connectionId, companyId }: { connectionId: string; companyId: string }) =>
      as(companyId, (em) => em.findOneOrFail(Connection, { id: connectionId })),
    listRejections: ({ connectionId, companyId }: { connectionId: string; companyId: string }) =>
      as(companyId, (em) =>
        em.find(Rejection, { sourceKey: `connection:${connectionId}` }, { orderBy: { remoteId: 'asc' } }),
      ),
    /** Adds `count` candidacies, rejected one per minute up to now. */
    reject: (count: number, changes: Partial<Candidacy> = {}) =>
      Array.from({ length: count }, (_, n) => {
        const candidacy = { name: `山田 花${n}`, email: `${randomUUID()}@example.jp`, ...changes };
        const rejectedAt = new Date(Date.now() - (n + 1) * 60_000).toISOString();
        return sandbox.herp.terminate(sandbox.herp.addCandidacy(candidacy).id, 'rejected', rejectedAt);
      }),
    close: () => sandbox.close(),
  };
}
export type HerpFixture = Awaited<ReturnType<typeof startHerpFixture>>;
