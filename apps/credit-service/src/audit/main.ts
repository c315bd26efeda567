/** Audits the books of the credit service: one line per fault and exit code 1 when they are not sound. */
import { readConfig } from '@goen/service-kit';
import { openDatabase } from '@goen/service-kit/database';
import { z } from 'zod';
import { creditDatabase } from '../database/database-spec.ts';
import { audit } from './audit.ts';

const { CREDIT_DATABASE_URL: url } = readConfig(z.object({ CREDIT_DATABASE_URL: z.url() }));
const orm = await openDatabase(creditDatabase, { url });
const faults = await audit(orm);
await orm.close(true);
for (const { company, what } of faults) process.stderr.write(`${company}: ${what}\n`);
process.stdout.write(faults.length === 0 ? 'The books are sound.\n' : `${faults.length} fault(s).\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
