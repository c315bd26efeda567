import { countExpired, readKeepDays, retentionRules } from '@goen/cases';
import { retentionPreview } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { countExpiredSignIn } from '../../identity/index.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/retention/preview',
  operationId: 'previewRetention',
  tags: ['operator-platform'],
  summary: 'Count what the next nightly round would delete or blank; deletes nothing',
  description: 'Counts the rows of all companies and takes as long as that takes: ask when somebody wants to know.',
  responses: { 200: jsonResponse(retentionPreview, 'The number of rows per kind of data.') },
});

export function addPreviewRetention(app: GatewayApp, context: OperatorContext): void {
  const { identity } = context;
  app.openapi(route, async (c) => {
    const em = (await identity.operatorOrm()).em.fork();
    const keepDays = await readKeepDays(em);
    const totals = await countExpired(em, keepDays);
    const signIn = await countExpiredSignIn(identity.pool);
    const items = retentionRules.map(({ kind, keepDays: byDefault }) => ({
      kind,
      keep_days: keepDays.get(kind) ?? byDefault,
      rows: totals.get(kind) ?? 0,
    }));
    const sign_in = [...signIn].map(([kind, rows]) => ({ kind, rows }));
    return c.json({ counted_at: context.now().toISOString(), items, sign_in }, 200);
  });
}
