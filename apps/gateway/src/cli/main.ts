/** `npm run admin -- <noun> <verb> …`: the operator's command line. */
import { CommanderError } from 'commander';
import { closeAdmin, openAdmin } from './admin-context.ts';
import { AdminError } from './admin-error.ts';
import { readAdminSetting } from './admin-settings.ts';
import { commands } from './commands.ts';
import { createProgram } from './program.ts';

try {
  const program = createProgram(commands, async (run) => {
    const admin = await openAdmin(readAdminSetting('CASES_OPERATOR_URL'));
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
