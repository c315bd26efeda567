import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const url = new URL('crash-points.ts', import.meta.url).href;
const script = `import { passCrashPoint } from '${url}';
  for (let pass = 1; pass <= 3; pass += 1) { passCrashPoint('intake.after-commit'); console.log(pass); }`;

/** `launched`: by the launcher of tools/stack, which keeps a channel to each process. */
async function run(crashPoint: string | undefined, by: 'launched' | 'started alone') {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { PATH: process.env.PATH, ...(crashPoint && { CRASH_POINT: crashPoint }) },
    stdio: ['ignore', 'pipe', 'inherit', ...(by === 'launched' ? (['ipc'] as const) : [])],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('The process has no output');
  const [passes] = await Promise.all([text(stdout), once(child, 'exit')]);
  return { signal: child.signalCode, passes: passes.trim().split('\n').join(' ') };
}

const unharmed = { signal: null, passes: '1 2 3' };
test.each([
  ['intake.after-commit:2', 'launched', { signal: 'SIGKILL', passes: '1' }],
  ['intake.before-commit', 'launched', unharmed],
  [undefined, 'launched', unharmed],
  ['intake.after-commit:2', 'started alone', unharmed],
] as const)('with CRASH_POINT=%s, a process that was %s dies there or nowhere', async (crashPoint, by, expected) => {
  expect(await run(crashPoint, by)).toEqual(expected);
});
