import { setTimeout } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType as toTypeNumber } from '@temporalio/common/lib/search-attributes.js';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { hasStatus } from './connect.ts';
import { searchAttributeKeys } from './search-attributes.ts';
import type { TemporalSettings } from './temporal-settings.ts';

/** gRPC status codes. */
const invalidArgument = 3;
const notFound = 5;

const waitMs = 60_000;
const retryEveryMs = 500;
const msPerDay = 86_400_000;

const attributeTypes = Object.fromEntries(
  Object.values(searchAttributeKeys).flatMap(({ name, type }) => {
    const number = toTypeNumber(type);
    return number === undefined ? [] : [[name, number] as const];
  }),
);

type Report = (line: string) => void;

/**
 * Gives a Temporal server what the services need: the namespace, how long it keeps closed runs (days, at least 1), and
 * the search attributes of cases. What is there already is left alone, but for the retention. Resolves once queries can
 * use the attributes; throws when one has another type, and when the server grants no such rights, as Temporal Cloud,
 * where a namespace is made in its own console.
 */
export async function setUpNamespace(
  { namespace, payloadKeys: _payloadKeys, ...options }: TemporalSettings,
  retentionDays: number,
  report: Report,
): Promise<void> {
  const connection = await Connection.connect(options);
  try {
    await ensureNamespace(connection, namespace, retentionDays, report);
    await ensureSearchAttributes(connection, namespace, report);
  } finally {
    await connection.close();
  }
}

async function ensureNamespace(
  { workflowService }: Connection,
  namespace: string,
  retentionDays: number,
  report: Report,
): Promise<void> {
  const retention = msToTs(retentionDays * msPerDay);
  const describe = () => workflowService.describeNamespace({ namespace });
  const described = await describe().catch((error: unknown) => {
    if (hasStatus(error, [notFound])) return null;
    throw error;
  });
  if (described === null) {
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention });
    await retry(describe);
    report(`Created the namespace ${namespace}, which keeps closed runs for ${retentionDays} days.`);
    return;
  }
  const current = optionalTsToMs(described.config?.workflowExecutionRetentionTtl);
  if (current === retentionDays * msPerDay) return report(`The namespace ${namespace} is there.`);
  await workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: retention } });
  report(`The namespace ${namespace} keeps closed runs for ${retentionDays} days now.`);
}

async function ensureSearchAttributes(connection: Connection, namespace: string, report: Report): Promise<void> {
  // A namespace that was just made is not known to every part of the server yet.
  const { customAttributes: known } = await retry(() => connection.operatorService.listSearchAttributes({ namespace }));
  const wrong = Object.entries(attributeTypes).filter(
    ([name, type]) => known[name] !== undefined && known[name] !== type,
  );
  if (wrong.length > 0)
    throw new Error(`Search attributes of another type: ${wrong.map(([name]) => name).join(', ')}. Remove them first.`);
  const missing = Object.fromEntries(Object.entries(attributeTypes).filter(([name]) => known[name] === undefined));
  const names = Object.keys(missing);
  if (names.length === 0) return report('The search attributes are there.');
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing });
  for (const name of names)
    await retry(() => connection.workflowService.countWorkflowExecutions({ namespace, query: `${name} IS NOT NULL` }));
  report(`Added the search attributes ${names.join(', ')}.`);
}

/** The parts of a server learn of a change within seconds. */
async function retry<T>(call: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const isUnknownYet = hasStatus(error, [notFound, invalidArgument]);
      if (!isUnknownYet || Date.now() > deadline) throw error;
      await setTimeout(retryEveryMs);
    }
  }
}
