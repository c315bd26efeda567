/** `npm run admin -- <noun> <verb> …`: the operator's command line. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { closeAdmin, openAdmin } from './admin-context.ts';
import { AdminError } from './admin-error.ts';
import { commands, usage } from './commands.ts';

const [noun = '', verb = '', ...rest] = process.argv.slice(2);
const command = commands[`${noun} ${verb}`];
if (command === undefined) {
  process.stderr.write(usage());
  process.exit(2);
}
try {
  const options = Object.fromEntries(
    command.options.map((name) => [name, { type: 'string', multiple: true }] as const),
  );
  const { values } = parseArgs({ args: rest, options });
  const admin = await openAdmin(readOperatorUrl());
  try {
    process.stdout.write(`${await command.run(admin, values)}\n`);
  } finally {
    await closeAdmin(admin);
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

/** Mistakes in their own words (`parseArgs` throws TypeErrors); a driver's words quote statements and values. */
function explain(error: unknown): string {
  if (error instanceof AdminError || error instanceof TypeError) return error.message;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `The database could not be reached or refused the command${code}. Nothing was changed.`;
}

/** From the environment, else from the file that the local stack writes. */
function readOperatorUrl(): string {
  const fromEnvironment = process.env.CASES_OPERATOR_URL;
  if (fromEnvironment) return fromEnvironment;
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
  const file = join(root, '.data', 'env.json');
  if (!existsSync(file)) throw new AdminError('Start the stack first (npm start), or set CASES_OPERATOR_URL.');
  return (JSON.parse(readFileSync(file, 'utf8')) as { CASES_OPERATOR_URL: string }).CASES_OPERATOR_URL;
}
