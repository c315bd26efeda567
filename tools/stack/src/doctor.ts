/**
 * `npm run doctor [-- --json --domain example.co.jp]`: looks at everything that this environment names, or else at the stack
 * that `npm start` runs; changes nothing and sends no mail. Exit code 1: there is a fault. In an image it is
 * apps/gateway/src/doctor.ts.
 */
import { join } from 'node:path';
import { readCreditConfig } from '@goen/credit-service';
import { checkGatewaySettings, checkSettings, examine, printFindings, readDoctorOptions } from '@goen/gateway/doctor';
import { readMailConfig } from '@goen/mail-service';
import { readWorkerConfig } from '@goen/worker';
import { readLocalServices } from './local-settings.ts';
import { dataRoot } from './paths.ts';

const { asJson, domains } = readDoctorOptions();
const { env } = process;
/** Each service is recognised by a variable that it alone needs. */
const settings = [
  ...(env.IDENTITY_SECRET ? [checkGatewaySettings(env)] : []),
  ...(env.LINK_SECRET ? [checkSettings('worker', () => readWorkerConfig(env))] : []),
  ...(env.MAIL_DATABASE_URL ? [checkSettings('mail-service', () => readMailConfig(env))] : []),
  ...(env.CREDIT_DATABASE_URL ? [checkSettings('credit-service', () => readCreditConfig(env))] : []),
];
try {
  const isOwn = Boolean(
    env.CASES_DATABASE_URL ?? env.MAIL_DATABASE_URL ?? env.CREDIT_DATABASE_URL ?? env.TEMPORAL_ADDRESS,
  );
  const examined = isOwn ? env : { ...readLocalServices(join(dataRoot, 'stack')), ...env };
  printFindings(await examine(examined, { settings, domains }), asJson);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
