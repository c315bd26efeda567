/** `npm run admin -- <noun> <verb> …`: the operator's command line. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { closeAdmin, openAdmin } from './admin-context.ts';
import { AdminError } from './admin-error.ts';
import { commands } from './commands.ts';
import { createProgram } from './program.ts';

try {
  const program = createProgram(commands, async (run) => {
    const admin = await openAdmin(readOperatorUrl());
    try {
      process.stdout.write(`${await run(admin)}\n`);
    } finally {
      await closeAdmin(admin);
    }
  });
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = toExitCode(error);
  else {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}

/** 2 where the usage is the answer; it was printed before. */
function toExitCode({ code, exitCode }: CommanderError): number {
  return code === 'commander.help' || code === 'commander.unknownCommand' ? 2 : exitCode;
}

/** Mistakes in their own words; a driver's words quote statements and values. */
function explain(error: unknown): string {
  if (error instanceof AdminError) return error.message;
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
