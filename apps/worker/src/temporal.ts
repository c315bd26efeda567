/**
 * `npm run temporal -- setup`: gives a Temporal server the namespace and the search attributes that the services need,
 * before they start. May be repeated. In an image: `node apps/worker/src/temporal.ts setup`.
 */
import { readConfig } from '@goen/service-kit';
import { setUpNamespace, temporalEnvironment, toTemporalSettings } from '@goen/temporal-kit';
import { z } from 'zod';

if (process.argv.slice(2).join(' ') !== 'setup') {
  process.stderr.write('Usage: npm run temporal -- setup\n');
  process.exit(2);
}
const environment = z.object({
  ...temporalEnvironment,
  TEMPORAL_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(7),
});
try {
  const { TEMPORAL_RETENTION_DAYS: retentionDays, ...settings } = readConfig(environment);
  await setUpNamespace(toTemporalSettings(settings), retentionDays, (line) => process.stdout.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
