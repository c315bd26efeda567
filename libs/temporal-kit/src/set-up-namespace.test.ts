import { randomUUID } from 'node:crypto';
import '@goen/temporal-server/vitest';
import { Connection } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import { expect, inject, test } from 'vitest';
import { setUpNamespace } from './set-up-namespace.ts';

const address = inject('temporalAddress');
const daysMs = (days: number) => days * 86_400_000;

test('a new namespace gets its retention and search attributes, and a second run only another retention', async () => {
  const namespace = `n-${randomUUID()}`;
  const lines: string[] = [];
  const setUp = (days: number) => setUpNamespace({ address, namespace }, days, (line) => lines.push(line));
  await setUp(3);
  expect(lines).toEqual([
    `Created the namespace ${namespace}, which keeps closed runs for 3 days.`,
    'Added the search attributes CompanyId, Stage, NextStep, NextStepAt.',
  ]);
  const connection = await Connection.connect({ address });
  try {
    const query = `Stage = 'interview' AND NextStepAt < '2026-01-01T00:00:00Z'`;
    expect((await connection.workflowService.countWorkflowExecutions({ namespace, query })).count.toNumber()).toBe(0);
    await setUp(3);
    expect(lines.slice(2)).toEqual([`The namespace ${namespace} is there.`, 'The search attributes are there.']);
    await setUp(14);
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    expect(optionalTsToMs(config?.workflowExecutionRetentionTtl)).toBe(daysMs(14));
  } finally {
    await connection.close();
  }
});

test('a search attribute of another type is refused by name', async () => {
  const namespace = `n-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    const double = 4;
    const add = () =>
      connection.operatorService.addSearchAttributes({ namespace, searchAttributes: { NextStep: double } });
    await expect.poll(() => add().then(() => 'added'), { timeout: 60_000 }).toBe('added');
    const setUp = setUpNamespace({ address, namespace }, 1, () => {});
    await expect(setUp).rejects.toThrow('Search attributes of another type: NextStep.');
  } finally {
    await connection.close();
  }
});
