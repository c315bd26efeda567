import { buildServer } from './build-server.ts';
import { builtBinary } from './built-binary.ts';
import { defaultBinDir } from './paths.ts';
import { runCommand } from './run-command.ts';
import { isUsable, oldestUsableVersion, parseServerVersion } from './server-version.ts';

export type Resolved =
  /** Someone else's server: neither started nor stopped here. */
  | { readonly kind: 'address'; readonly address: string; readonly uiUrl: string | undefined }
  /** The server of this folder. */
  | { readonly kind: 'binary'; readonly path: string }
  /** An installed `temporal` command line. */
  | { readonly kind: 'cli'; readonly path: string };

/** The questions asked of the machine; replaced in tests. */
export type Probes = {
  /** The path of an up-to-date binary. */
  readonly built: () => Promise<string | null>;
  readonly hasGo: () => Promise<boolean>;
  /** Builds and gives the path. */
  readonly build: () => Promise<string>;
  /** What `temporal --version` says, null without one. */
  readonly cliVersion: () => Promise<string | null>;
};

export type ResolveOptions = {
  /** Where the built binary is kept. Default: `.data/bin` of the repository. */
  readonly binDir?: string | undefined;
  readonly report?: ((line: string) => void) | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly probes?: Probes;
};

/**
 * Finds a Temporal server: TEMPORAL_ADDRESS, a built binary whose sources have not changed, a build with Go, an
 * installed `temporal` of a new enough server. Rejects with what to install when there is none of them.
 */
export async function resolveTemporal(options: ResolveOptions = {}): Promise<Resolved> {
  const { env = process.env, report = () => {} } = options;
  const probes = options.probes ?? machineProbes(options.binDir ?? defaultBinDir, report);
  if (env.TEMPORAL_ADDRESS) {
    return { kind: 'address', address: env.TEMPORAL_ADDRESS, uiUrl: env.TEMPORAL_UI_URL || undefined };
  }
  const built = await probes.built();
  if (built !== null) return { kind: 'binary', path: built };

  let buildFailure: Error | undefined;
  if (await probes.hasGo()) {
    try {
      return { kind: 'binary', path: await probes.build() };
    } catch (error) {
      buildFailure = error instanceof Error ? error : new Error(String(error));
      report(`The build failed: ${buildFailure.message}`);
    }
  }
  const output = await probes.cliVersion();
  const version = output === null ? null : parseServerVersion(output);
  if (version !== null && isUsable(version)) return { kind: 'cli', path: 'temporal' };
  throw new Error(advice(output, buildFailure), { cause: buildFailure });
}

function advice(cliOutput: string | null, buildFailure: Error | undefined): string {
  const go = buildFailure ? 'Building it with Go failed (see the cause)' : 'There is no Go to build it with';
  const cli =
    cliOutput === null ? 'there is no `temporal` command' : `\`temporal\` is too old or unknown (${cliOutput.trim()})`;
  return [
    `No Temporal server. ${go}, and ${cli}. Do one of these:`,
    '- install Go 1.26 or newer (https://go.dev/dl), it is then built once in about 6 minutes',
    `- install a Temporal CLI whose server is ${oldestUsableVersion} or newer (https://docs.temporal.io/cli)`,
    '- set TEMPORAL_ADDRESS=host:port to a running server',
  ].join('\n');
}

const machineProbes = (binDir: string, report: (line: string) => void): Probes => ({
  built: () => builtBinary(binDir),
  hasGo: async () => (await outputOf('go', ['version'])) !== null,
  build: () => buildServer({ binDir, report }),
  cliVersion: () => outputOf('temporal', ['--version']),
});

async function outputOf(command: string, args: readonly string[]): Promise<string | null> {
  try {
    return (await runCommand(command, args)).join('\n');
  } catch {
    return null;
  }
}
