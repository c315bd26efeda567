import { setTimeout as sleep } from 'node:timers/promises';
import { must, run } from '../images/podman.ts';
import type { ComposeService, Project } from './load-project.ts';

const prefix = 'goen-compose';
export const toContainerName = (service: string): string => `${prefix}-${service}`;
const toNetworkName = (network: string): string => `${prefix}-${network}`;

const startMs = 180_000;

/**
 * Starts the services of a compose file with podman, each once what it depends on is as far as its condition asks. Docker
 * Compose does the same; podman 4.3 and podman-compose know no conditions.
 */
export async function startProject(
  { services, networks, secrets }: Project,
  report: (line: string) => void,
): Promise<void> {
  for (const [name, { internal }] of Object.entries(networks))
    await must('podman', ['network', 'create', ...(internal ? ['--internal'] : []), toNetworkName(name)]);
  const started = new Map<string, Promise<void>>();
  const start = (name: string): Promise<void> => {
    const known = started.get(name);
    if (known !== undefined) return known;
    const service = services[name];
    if (service === undefined) throw new Error(`There is no service ${name}.`);
    const starting = (async () => {
      for (const [needed, { condition }] of Object.entries(service.depends_on)) {
        await start(needed);
        await awaitCondition(needed, condition, services[needed]?.healthcheck?.test);
      }
      await must('podman', [
        'run',
        '--detach',
        ...toFlags(name, service, secrets),
        service.image,
        ...toArguments(service),
      ]);
      report(`Started ${name}`);
    })();
    started.set(name, starting);
    return starting;
  };
  for (const name of Object.keys(services)) await start(name);
}

/** SIGTERM to each, last started first; the exit codes by service. */
export async function stopProject({ services }: Project): Promise<Map<string, number>> {
  const codes = new Map<string, number>();
  for (const name of Object.keys(services)) {
    await run('podman', ['stop', '--time=30', toContainerName(name)]);
    codes.set(name, await readExitCode(name));
  }
  return codes;
}

/** Everything of the project, also of a run before that was killed. */
export async function removeProject({ services, networks }: Project): Promise<void> {
  const names = Object.keys(services).map(toContainerName);
  await run('podman', ['rm', '--force', '--ignore', '--time=0', ...names]);
  for (const network of Object.keys(networks))
    await run('podman', ['network', 'rm', '--force', toNetworkName(network)]);
  const volumes = Object.values(services).flatMap((service) =>
    service.volumes.flatMap(({ type, source }) => (type === 'volume' ? [toNetworkName(source)] : [])),
  );
  if (volumes.length > 0) await run('podman', ['volume', 'rm', '--force', ...new Set(volumes)]);
}

export const readLogs = async (service: string): Promise<string> => {
  const { output, errors } = await run('podman', ['logs', '--tail=40', toContainerName(service)]);
  return `${output}\n${errors}`;
};

async function awaitCondition(name: string, condition: string, test: readonly string[] = []): Promise<void> {
  const deadline = performance.now() + startMs;
  const isMet = async (): Promise<boolean> => {
    const [status, code] = (
      await must('podman', ['inspect', '--format={{.State.Status}} {{.State.ExitCode}}', toContainerName(name)])
    ).split(' ');
    if (condition === 'service_completed_successfully') {
      if (status === 'exited' && code !== '0') throw new Error(`${name} ended with ${code}:\n${await readLogs(name)}`);
      return status === 'exited';
    }
    if (status === 'exited') throw new Error(`${name} ended with ${code}:\n${await readLogs(name)}`);
    if (condition === 'service_started') return status === 'running';
    // Without systemd podman runs no health checks by itself.
    return (await run('podman', ['exec', toContainerName(name), ...test.slice(1)])).code === 0;
  };
  while (!(await isMet())) {
    if (performance.now() > deadline) throw new Error(`${name} is not ${condition}:\n${await readLogs(name)}`);
    await sleep(500);
  }
}

async function readExitCode(name: string): Promise<number> {
  return Number(await must('podman', ['inspect', '--format={{.State.ExitCode}}', toContainerName(name)]));
}

function toFlags(name: string, service: ComposeService, secrets: Project['secrets']): string[] {
  const networks = Object.entries(service.networks ?? {}).map(([network, settings]) => {
    const aliases = [name, ...(settings?.aliases ?? [])].map((alias) => `alias=${alias}`);
    return `--network=${toNetworkName(network)}:${aliases.join(',')}`;
  });
  const [, sharedWith] = service.network_mode?.split(':') ?? [];
  return [
    '--pull=never',
    `--name=${toContainerName(name)}`,
    ...(sharedWith === undefined ? networks : [`--network=container:${toContainerName(sharedWith)}`]),
    // Podman adds folders in memory to a read-only root; Docker does not.
    ...(service.read_only ? ['--read-only', '--read-only-tmpfs=false'] : []),
    ...service.tmpfs.map((path) => `--tmpfs=${path}`),
    ...service.cap_drop.map((capability) => `--cap-drop=${capability.toLowerCase()}`),
    ...service.cap_add.map((capability) => `--cap-add=${capability}`),
    ...service.security_opt.map((option) => `--security-opt=${option.replace(':true', '')}`),
    ...(service.mem_limit === undefined ? [] : [`--memory=${service.mem_limit}`]),
    ...(service.shm_size === undefined ? [] : [`--shm-size=${service.shm_size}`]),
    ...Object.entries(service.environment).map(([variable, value]) => `--env=${variable}=${value ?? ''}`),
    ...service.secrets.map(({ source, target }) => `--volume=${secrets[source]?.file}:${target}:ro`),
    ...service.volumes.map(({ type, source, target, read_only: isReadOnly }) => {
      const from = type === 'volume' ? toNetworkName(source) : source;
      return `--volume=${from}:${target}${isReadOnly ? ':ro' : ''}`;
    }),
    ...service.ports.map(
      ({ host_ip: ip, published, target, protocol }) =>
        `--publish=${ip === undefined ? '' : `${ip}:`}${published}:${target}/${protocol}`,
    ),
    '--no-healthcheck',
    ...(service.entrypoint ? [`--entrypoint=${JSON.stringify(service.entrypoint)}`] : []),
  ];
}

const toArguments = ({ command }: ComposeService): readonly string[] => command ?? [];
