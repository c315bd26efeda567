import { spawnSync } from 'node:child_process';

type Options = { readonly url: string; readonly key: string; readonly seed: number; readonly dir: string };
type Outcome = {
  readonly words: string;
  readonly calls: number;
  readonly serverErrors: number;
  readonly undocumented: number;
  readonly faults: readonly string[];
};

const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';
/** Ends the run's own access, has no end, needs a browser, or takes a body that schemathesis cannot write. */
const excluded = `revokeApiKey rotateApiKey followChanges importFile reportRejections importSuppressions
  previewMail previewMailEdit previewWording previewInvitation previewInvitationDraft previewReplyToInterest`.split(
  /\s+/,
);
const options =
  '--phases examples,fuzzing --max-examples 10 --max-time 180 --generation-database none --no-shrink --warnings off --no-color';

/** Lets schemathesis fuzz the API of companies where it is installed: another generator, written by others. */
export function runSchemathesis({ url, key, seed, dir }: Options): Outcome {
  const command = [['schemathesis'], ['python3', '-m', 'schemathesis.cli']].find(
    ([name = '', ...args]) => spawnSync(name, [...args, '--version']).status === 0,
  );
  const nothing = { calls: 0, serverErrors: 0, undocumented: 0, faults: [] };
  if (command === undefined) return { ...nothing, words: 'schemathesis is not installed: only our own generator ran.' };
  const [name = '', ...args] = command;
  const { status, stdout } = spawnSync(
    name,
    [
      ...args,
      'run',
      `${url}/openapi.json`,
      '--header',
      `Authorization: Bearer ${key}`,
      '--checks',
      checks,
      '--seed',
      String(seed),
      ...options.split(' '),
      ...excluded.flatMap((id) => ['--exclude-operation-id', id]),
    ],
    // It leaves a cache where it runs.
    { cwd: dir, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
  );
  const calls = Number(/(\d+) generated/.exec(stdout)?.[1] ?? 0);
  // `❌ ST101 Server error: 1`
  const failures = [...stdout.matchAll(/❌ ST\d+ ([^:\n]+): (\d+)/g)].map(
    ([, name, count]) => [name, Number(count)] as const,
  );
  const count = (isCounted: (name: string | undefined) => boolean) =>
    failures.filter(([failure]) => isCounted(failure)).reduce((sum, [, found]) => sum + found, 0);
  const serverErrors = count((failure) => failure === 'Server error');
  return {
    words: `schemathesis: ${calls} requests, ${status === 0 ? 'no fault' : 'faults'}`,
    calls,
    serverErrors,
    undocumented: count(() => true) - serverErrors,
    faults: status === 0 ? [] : [`schemathesis: ${stdout.slice(-4_000)}`],
  };
}
