/**
 * The doctor in an image, `node apps/gateway/src/doctor.ts [--json --domain example.co.jp]`: looks at everything that the
 * gateway's environment names, changes nothing and sends no mail. Exit code 1: there is a fault.
 */
import { checkGatewaySettings, examine, printFindings, readDoctorOptions } from './doctor/doctor.ts';

const { asJson, domains } = readDoctorOptions();
const findings = await examine(process.env, { settings: [checkGatewaySettings(process.env)], domains });
printFindings(findings, asJson);
