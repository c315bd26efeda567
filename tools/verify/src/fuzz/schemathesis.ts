import { spawnSync } from 'node:child_process';

type Options = { readonly url: string; readonly key: string; readonly seed: number; readonly dir: string };
type Outcome = { readonly words: string; readonly faults: readonly string[] };

const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';
/** Ends the run's own access, has an answer without an end, or takes a body that schemathesis cannot write. */
const excluded = [
  ...['revokeApiKey', 'rotateApiKey', 'followChanges'],
  ...['importFile', 'reportRejections', 'importSuppressions'],
];

/** Lets schemathesis fuzz the API of companies where it is installed: another generator, written by others. */
export function runSchemathesis({ url, key, seed, dir }: Options): Outcome {
  const command = [['schemathesis'], ['python3', '-m', 'schemathesis.cli']].find(
    ([name = '', ...args]) => spawnSync(name, [...args, '--version']).status === 0,
  );
  if (command === undefined) return { words: 'schemathesis is not installed: only our own generator ran.', faults: [] };
  const [name = '', ...args] = command;
  const { status, stdout } = spawnSync(
    name,
    [
      ...args,
      'run',
      `${url}/openapi.json`,
      ...['--header', `Authorization: Bearer ${key}`],
      ...['--checks', checks],
      ...['--phases', 'examples,fuzzing', '--max-examples', '10', '--max-time', '180', '--seed', String(seed)],
      ...['--generation-database', 'none', '--no-shrink', '--warnings', 'off', '--no-color'],
      ...excluded.flatMap((id) => ['--exclude-operation-id', id]),
    ],
    // It leaves a cache where it runs.
    { cwd: dir, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
  );
  const end = stdout.slice(-4_000);
  return status === 0
    ? { words: 'schemathesis: no fault', faults: [] }
    : { words: 'schemathesis: faults', faults: [`schemathesis: ${end}`] };
}
