import { buildServer } from './build-server.ts';
import { findBuiltBinary } from './find-built-binary.ts';
import { defaultBinDir } from './paths.ts';
import { runCommand } from './run-command.ts';
import { isUsable, oldestUsableVersion, parseServerVersion } from './server-version.ts';

export type TemporalSource =
  /** An external server, neither started nor stopped here. */
  | { readonly kind: 'address'; readonly address: string; readonly uiUrl: string | undefined }
  /** The server built from this folder. */
  | { readonly kind: 'binary'; readonly path: string }
  /** An installed `temporal` command line. */
  | { readonly kind: 'cli'; readonly path: string };

/** What is available on this machine; replaced in tests. */
export type Probes = {
  /** The path of an up-to-date binary. */
  readonly findBinary: () => Promise<string | null>;
  readonly hasGo: () => Promise<boolean>;
  /** Builds the binary and returns its path. */
  readonly build: () => Promise<string>;
  /** The output of `temporal --version`, or null without a CLI. */
  readonly cliVersion: () => Promise<string | null>;
};

export type ResolveOptions = {
  /** The folder of the built binary. Default: `.data/bin` of the repository. */
  readonly binDir?: string | undefined;
  readonly report?: ((line: string) => void) | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly probes?: Probes;
};

/**
 * Finds a Temporal server, in this order: TEMPORAL_ADDRESS, an up-to-date binary, a build with Go, an installed
 * `temporal` with a recent server. Rejects with what to install when there is none.
 */
export async function resolveTemporal(options: ResolveOptions = {}): Promise<TemporalSource> {
  const { env = process.env, report = () => {} } = options;
  const probes = options.probes ?? machineProbes(options.binDir ?? defaultBinDir, report);
  if (env.TEMPORAL_ADDRESS) {
    return { kind: 'address', address: env.TEMPORAL_ADDRESS, uiUrl: env.TEMPORAL_UI_URL || undefined };
  }
  const binary = await probes.findBinary();
  if (binary !== null) return { kind: 'binary', path: binary };

  let buildFailure: Error | undefined;
  if (await probes.hasGo()) {
    try {
      return { kind: 'binary', path: await probes.build() };
    } catch (error) {
      buildFailure = error instanceof Error ? error : new Error(String(error));
      report(`Failed to build the Temporal server: ${buildFailure.message}`);
    }
  }
  const output = await probes.cliVersion();
  const version = output === null ? null : parseServerVersion(output);
  if (version !== null && isUsable(version)) return { kind: 'cli', path: 'temporal' };
  throw new Error(describeOptions(output, buildFailure), { cause: buildFailure });
}

function describeOptions(cliOutput: string | null, buildFailure: Error | undefined): string {
  const go = buildFailure ? 'Building it with Go failed (see the cause)' : 'Go is not installed';
  const cli =
    cliOutput === null
      ? 'the `temporal` command is not installed'
      : `\`temporal\` is too old or unknown (${cliOutput.trim()})`;
  return [
    `No Temporal server found. ${go}, and ${cli}. Do one of these:`,
    '- install Go 1.26 or newer (https://go.dev/dl), then the server is built once in about 6 minutes',
    `- install a Temporal CLI whose server is ${oldestUsableVersion} or newer (https://docs.temporal.io/cli)`,
    '- set TEMPORAL_ADDRESS=host:port to a running server',
  ].join('\n');
}

const machineProbes = (binDir: string, report: (line: string) => void): Probes => ({
  findBinary: () => findBuiltBinary(binDir),
  hasGo: async () => (await readOutput('go', ['version'])) !== null,
  build: () => buildServer({ binDir, report }),
  cliVersion: () => readOutput('temporal', ['--version']),
});

async function readOutput(command: string, args: readonly string[]): Promise<string | null> {
  try {
    return (await runCommand(command, args)).join('\n');
  } catch {
    return null;
  }
}
