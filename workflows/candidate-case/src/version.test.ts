import { fileURLToPath } from 'node:url';
import { fastForward } from '@goen/testing';
import { expect, test } from 'vitest';
import { dayMs, startCaseFixture, until, workflowsPath } from './testing/workflow-fixture.ts';

const otherVersion = fileURLToPath(new URL('./testing/other-version.ts', import.meta.url));

test('a case that fell asleep on one version wakes on another with different code', async () => {
  const first = await startCaseFixture({ buildId: 'version-1', workflowsPath });
  const untilMs = Date.now() + 100 * dayMs;
  const { workflowId, caseId } = await first.start({
    decide: () => ({ kind: 'wait', untilMs, next: 'first_follow_up' }),
  });
  await until('the first decision', () => first.listCalls(caseId).length > 0);
  const handle = first.client.workflow.getHandle(workflowId);
  await until('its timer', async () =>
    ((await handle.fetchHistory()).events ?? []).some((event) => event.timerStartedEventAttributes),
  );

  const second = await startCaseFixture({ buildId: 'version-2', workflowsPath: otherVersion });
  await first.close();
  await fastForward(second.client, workflowId, { untilMs: untilMs + dayMs });
  await second.client.workflow.getHandle(workflowId).result();
  expect(second.listCalls(caseId)).toEqual(['erase', 'refer']);
  await second.close();
});
