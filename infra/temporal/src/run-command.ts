import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const maxErrorLines = 40;

type CommandOptions = {
  readonly cwd?: string;
  /** Called for each line the command writes to stderr. */
  readonly onStderr?: (line: string) => void;
};

/** Resolves with the lines of stdout. Rejects with the last lines of stderr when the command fails or does not exist. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string[]> {
  const child = spawn(command, args, { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  const errorLines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => output.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => {
    errorLines.push(line);
    if (errorLines.length > maxErrorLines) errorLines.shift();
    options.onStderr?.(line);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args[0] ?? ''} failed with ${signal ?? code}:\n${errorLines.join('\n')}`));
    });
  });
}
