import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const module = new URL('./logger.ts', import.meta.url).href;

/** The messages that a process logs until it ends, whatever its exit code. */
async function readMessages(body: string): Promise<string[]> {
  const source = `const { createLogger } = await import(${JSON.stringify(module)});
    const [first, second] = [createLogger('a'), createLogger('b')]; ${body}`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source]).catch(
    (error: { stdout: string }) => error,
  );
  const lines = stdout.split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
}

test.each([
  ['exits at once', 'process.exit(1)'],
  ['throws', 'throw new Error()'],
  ['goes on', 'setTimeout(() => first.info("three"), 1)'],
])('a process that %s has written every line, in order', async (_name, ending) => {
  const messages = await readMessages(`first.info('one'); second.info('two'); ${ending}`);
  expect(messages).toEqual(ending.includes('three') ? ['one', 'two', 'three'] : ['one', 'two']);
});
