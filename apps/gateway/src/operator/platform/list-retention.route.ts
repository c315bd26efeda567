import { readKeepDays, readRetentionRuns, retentionRules } from '@goen/cases';
import { retentionStates } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import { type OperatorContext, withConsole } from '../operator-context.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/retention',
  operationId: 'listRetention',
  tags: ['operator-platform'],
  summary: 'List what is kept for how long and why, with what the last nightly round deleted',
  responses: { 200: jsonResponse(retentionStates, 'One entry per kind of data.') },
});

export function addListRetention(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const [keepDays, runs] = await withConsole(context, async (em) => [
      await readKeepDays(em),
      new Map((await readRetentionRuns(em)).map((run) => [run.kind, run])),
    ]);
    const items = retentionRules.map(({ kind, keepDays: byDefault, why }) => {
      const run = runs.get(kind);
      const lastRun = run && { ended_at: run.endedAt.toISOString(), rows: run.rows, complete: run.isComplete };
      return { kind, keep_days: keepDays.get(kind) ?? byDefault, why, last_run: lastRun ?? null };
    });
    return c.json({ items }, 200);
  });
}
