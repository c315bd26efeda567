import { parseArgs } from 'node:util';
import { readGatewayConfig } from '../config.ts';
import { checkAddresses, checkSenderDomains } from './check-addresses.ts';
import { checkDatabases } from './check-databases.ts';
import { checkMachine } from './check-machine.ts';
import { checkTemporal } from './check-temporal.ts';
import { type Check, type Finding, ok, runChecks } from './finding.ts';

/** `settings`: of the services that the environment is for. `domains`: sender domains to look up. */
type Examined = { readonly settings: readonly Check[]; readonly domains: readonly string[] };

/** Looks at everything that the environment names; changes nothing, and sends no mail. */
export function examine(env: NodeJS.ProcessEnv, { settings, domains }: Examined): Promise<Finding[]> {
  return runChecks([
    ...settings,
    ...checkMachine(env),
    ...checkDatabases(env),
    ...checkTemporal(env),
    ...checkAddresses(env),
    ...checkSenderDomains(domains),
  ]);
}

/** A service's own reader of its settings, which throws what is missing or wrong. */
export const checkSettings = (service: string, read: () => unknown): Check => ({
  name: `settings of ${service}`,
  todo: 'Set these variables: docs/operating.md#settings.',
  run: () => {
    read();
    return [ok(`settings of ${service}`, 'complete')];
  },
});

export const checkGatewaySettings = (env: NodeJS.ProcessEnv): Check =>
  checkSettings('gateway', () => readGatewayConfig(env));

/** The options of the command; ends the process when they are wrong. */
export function readDoctorOptions(): { readonly asJson: boolean; readonly domains: readonly string[] } {
  try {
    const options = { json: { type: 'boolean' }, domain: { type: 'string', multiple: true } } as const;
    const { json = false, domain = [] } = parseArgs({ options }).values;
    return { asJson: json, domains: domain };
  } catch {
    process.stderr.write('Usage: npm run doctor [-- --json --domain example.co.jp]\n');
    process.exit(2);
  }
}

const marks = { ok: '✓', warning: '!', fault: '✗' } as const;

/** The process ends with 1 when there is a fault; warnings leave it at 0. */
export function printFindings(findings: readonly Finding[], asJson: boolean): void {
  process.stdout.write(`${asJson ? JSON.stringify(findings) : formatFindings(findings)}\n`);
  process.exitCode = findings.some(({ state }) => state === 'fault') ? 1 : 0;
}

/** For a person: what is wrong last, where they look first. */
export function formatFindings(findings: readonly Finding[]): string {
  const order = ['ok', 'warning', 'fault'];
  const sorted = findings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const lines = sorted.map(({ check, state, text, todo }) => {
    const line = `${marks[state]} ${check}: ${text}`;
    return todo ? `${line}\n    → ${todo}` : line;
  });
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  return [...lines, `\n${count('fault')} fault(s), ${count('warning')} warning(s), ${count('ok')} in order.`].join(
    '\n',
  );
}
