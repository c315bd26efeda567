import { findSettingFaults, type ProcessKind } from '../compose/service-settings.ts';
import { type Manifest, type PodSpec, type Rendered, toPodSpec } from './render.ts';

/** The longest that a process takes to stop: 10 s for requests or activities, and what follows. */
const longestStopSeconds = 30;
const kinds: readonly ProcessKind[] = ['gateway', 'mail', 'credit', 'worker'];
const services = ['gateway', 'mail', 'credit', 'worker', 'imports'];

/** What a rendered chart must not lack. */
export function findChartFaults(
  { name, manifests }: Rendered,
  {
    secretNames,
    writeSecret,
  }: { readonly secretNames: ReadonlySet<string>; readonly writeSecret: (key: string) => string },
): string[] {
  const faults = manifests.flatMap((object) => {
    const pod = toPodSpec(object);
    if (pod === undefined) return [];
    return [
      ...findPodFaults(pod),
      ...(object.kind === 'Deployment' ? findServiceFaults(pod, writeSecret) : []),
      ...findSecretFaults(pod, secretNames),
    ].map((fault) => `${object.metadata.name}: ${fault}`);
  });
  return [...faults, ...findMissing(manifests)].map((fault) => `${name}: ${fault}`);
}

function findPodFaults(pod: PodSpec): string[] {
  const { runAsNonRoot, seccompProfile } = pod.securityContext as { runAsNonRoot?: boolean; seccompProfile?: unknown };
  return [
    ...(runAsNonRoot === true ? [] : ['may run as root']),
    ...(seccompProfile === undefined ? ['has no seccomp profile'] : []),
    ...(pod.automountServiceAccountToken ? ['mounts a token of the API server'] : []),
    ...pod.containers.flatMap(({ image, securityContext, resources }) => {
      const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities } = securityContext as {
        allowPrivilegeEscalation?: boolean;
        readOnlyRootFilesystem?: boolean;
        capabilities?: { drop?: readonly string[] };
      };
      return [
        ...(readOnlyRootFilesystem === true ? [] : ['has a root that can be written to']),
        ...(allowPrivilegeEscalation === false ? [] : ['may gain privileges']),
        ...(capabilities?.drop?.includes('ALL') ? [] : ['keeps capabilities']),
        ...(/:\d+\.\d+\.\d+[^:]*$/.test(image) ? [] : [`has a floating tag: ${image}`]),
        ...(resources.limits.memory === '' ? ['has no limit of memory'] : []),
      ];
    }),
  ];
}

/** Probes, time to stop, and settings, which the code that reads them at start has to accept. */
function findServiceFaults(pod: PodSpec, writeSecret: (key: string) => string): string[] {
  const grace = pod.terminationGracePeriodSeconds ?? 30;
  return [
    ...(grace > longestStopSeconds ? [] : [`has ${grace} s to stop`]),
    ...pod.containers.flatMap((container) => {
      const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
      const kind = container.name === 'imports' ? 'worker' : kinds.find((known) => known === container.name);
      const env = Object.fromEntries(
        container.env.map(({ name, value }) => {
          const mounted = /^\/run\/secrets\/(.+)$/.exec(value)?.[1];
          return [name, mounted === undefined ? value : writeSecret(mounted.replace(/^goen\//, ''))];
        }),
      );
      return [
        ...(probes.includes(undefined) ? ['lacks a probe'] : []),
        ...(kind === undefined ? [`is of an unknown kind: ${container.name}`] : findSettingFaults(kind, env)),
      ];
    }),
  ];
}

/** Every setting from a file has its file, every mount its volume, and every key is one that init.mjs makes. */
function findSecretFaults({ containers, volumes }: PodSpec, secretNames: ReadonlySet<string>): string[] {
  const keys = volumes.flatMap(({ secret }) => secret?.items?.map(({ key }) => key) ?? []);
  const named = containers.flatMap(({ env }) =>
    env.flatMap(({ value }) => /^\/run\/secrets\/goen\/(.+)$/.exec(value)?.[1] ?? []),
  );
  const mounted = new Set(containers.flatMap(({ volumeMounts }) => volumeMounts.map((mount) => mount.name)));
  return [
    ...named.filter((key) => !keys.includes(key)).map((key) => `${key} is not mounted`),
    ...keys.filter((key) => !named.includes(key)).map((key) => `${key} is mounted and not named`),
    ...keys.filter((key) => !secretNames.has(key)).map((key) => `init.mjs makes no ${key}`),
    ...volumes.filter((volume) => !mounted.has(volume.name)).map((volume) => `${volume.name} is not mounted`),
  ];
}

/** What is there once per service. */
function findMissing(manifests: readonly Manifest[]): string[] {
  const has = (kind: string, name: string) =>
    manifests.some((object) => object.kind === kind && object.metadata.name === `goen-${name}`);
  return ['Deployment', 'PodDisruptionBudget', 'NetworkPolicy'].flatMap((kind) =>
    services.filter((service) => !has(kind, service)).map((service) => `there is no ${kind} of ${service}`),
  );
}
