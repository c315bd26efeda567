import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { inject } from 'vitest';
import { runMigrationJob, waitForUrl } from './mail-service-process.ts';

const token = 'a-token-of-the-gateway';
const workerToken = 'a-token-of-the-worker';
const main = fileURLToPath(new URL('../../../credit-service/src/main.ts', import.meta.url));

const migrateCredit = (ownerUrl: string) => runMigrationJob('credit-service', { CREDIT_MIGRATION_URL: ownerUrl });

/** credit-service as a separate process on a fresh database: the gateway uses its HTTP API only. */
export async function startCreditServiceProcess() {
  const { credit } = await migratedDatabases(inject('postgresAdminUrl'), { credit: migrateCredit });
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      CREDIT_DATABASE_URL: credit.url,
      CREDIT_SERVICE_TOKENS: `gateway=${token},worker=${workerToken}`,
    },
  });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const address = { url: await waitForUrl(child.stdout), token };
  return {
    address,
    /** As the worker and the introductions post. */
    async post(company: string, path: string, body: object): Promise<unknown> {
      const answer = await fetch(`${address.url}/companies/${company}/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${workerToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`credit-service answered ${answer.status}`);
      return answer.json();
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
