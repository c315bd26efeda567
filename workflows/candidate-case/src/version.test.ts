import { fileURLToPath } from 'node:url';
import { fastForward } from '@goen/temporal-kit';
import { expect, test } from 'vitest';
import { type Bench, dayMs, startBench, until, workflowsPath } from './testing/workflow-bench.ts';

const otherVersion = fileURLToPath(new URL('./testing/other-version.ts', import.meta.url));

/** The server knows a build once its worker has polled. */
const makeCurrent = (bench: Bench, buildId: string) =>
  until(`version ${buildId}`, () =>
    bench.client.workflowService
      .setWorkerDeploymentCurrentVersion({
        namespace: 'default',
        deploymentName: 'candidate-case',
        buildId,
        identity: 'test',
      })
      .then(
        () => true,
        () => false,
      ),
  );

test('a case that fell asleep on one version wakes on another whose code is different', async () => {
  const first = await startBench({ buildId: 'version-1', workflowsPath });
  await makeCurrent(first, 'version-1');
  const untilMs = Date.now() + 100 * dayMs;
  const { workflowId, caseId } = await first.start({
    decide: () => ({ kind: 'wait', untilMs, next: 'first_follow_up' }),
  });
  await until('the first look', () => first.asked(caseId).length > 0);
  const handle = first.client.workflow.getHandle(workflowId);
  await until('its sleep', async () =>
    ((await handle.fetchHistory()).events ?? []).some((event) => event.timerStartedEventAttributes),
  );

  const second = await startBench({ buildId: 'version-2', workflowsPath: otherVersion });
  await makeCurrent(second, 'version-2');
  await first.close();
  await fastForward(second.client, workflowId, { untilMs: untilMs + dayMs });
  await second.client.workflow.getHandle(workflowId).result();
  expect(second.asked(caseId)).toEqual(['erase', 'refer']);
  await second.close();
});
