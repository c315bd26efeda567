import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stack } from '@goen/stack';
import { type TemporalClient, waitUntil } from '@goen/stack/demo';
import { toCaseWorkflowId, toIntroductionWorkflowId } from '@goen/temporal-kit';
import type { QueryRows } from '../query-rows.ts';

const adminMain = join(import.meta.dirname, '../../../../apps/gateway/src/cli/main.ts');

/** `npm run admin -- …` on this stack. */
export async function runAdmin({ databases, secrets, urls }: Stack, ...args: string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    CASES_OPERATOR_URL: databases.cases.operatorUrl,
    CASES_DATABASE_URL: databases.cases.url,
    PERSON_HASH_KEY: secrets.personHashKey,
    PUBLIC_URL: urls.gateway,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [adminMain, ...args], { env });
  return stdout.trim();
}

/** Waits until everything that is not over has a running workflow. Returns how many there are. */
export async function waitForWorkflows(temporal: TemporalClient, queryCases: QueryRows): Promise<number> {
  const [cases, introductions] = await Promise.all([
    queryCases(`select id from follow_up_case where state = 'open'`),
    queryCases(`select id from introduction where state <> 'closed'`),
  ]);
  const ids = [
    ...cases.map(({ id }) => toCaseWorkflowId(String(id))),
    ...introductions.map(({ id }) => toIntroductionWorkflowId(String(id))),
  ];
  for (const workflowId of ids) {
    await waitUntil(`the workflow ${workflowId}`, async () => {
      const described = await temporal.workflow
        .getHandle(workflowId)
        .describe()
        .catch(() => null);
      return described?.status.name === 'RUNNING';
    });
  }
  return ids.length;
}
