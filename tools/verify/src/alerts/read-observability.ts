import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@goen/stack';

const observability = join(root, 'infra', 'observability');
const prometheus = join(observability, 'prometheus');

export type Alert = { readonly name: string; readonly severity: string; readonly runbook: string };
export type Query = { readonly dashboard: string; readonly title: string; readonly expr: string };

/** What Prometheus, Alertmanager and Grafana are given. */
export const ruleFiles = (): string[] => globSync(join(prometheus, 'rules', '*.yml')).toSorted();
export const ruleTests = (): string[] => globSync(join(prometheus, 'tests', '*.test.yml')).toSorted();
export const prometheusConfigs = (): string[] => ['prometheus.yml', 'local.yml'].map((file) => join(prometheus, file));
export const alertmanagerConfig = join(observability, 'alertmanager', 'alertmanager.yml');

export const readAlerts = (): Alert[] =>
  ruleFiles().flatMap((file) =>
    readFileSync(file, 'utf8')
      .split(/^ +- alert: /m)
      .slice(1)
      .map((text) => ({
        name: /^\w+/.exec(text)?.[0] ?? '',
        severity: /severity: (\w+)/.exec(text)?.[1] ?? '',
        runbook: /runbook: (\S+)/.exec(text)?.[1] ?? '',
      })),
  );

export const dashboardFiles = (): string[] => globSync(join(observability, 'grafana', 'dashboards', '*.json'));

type Panel = { readonly title: string; readonly targets?: readonly { readonly expr: string }[] };

export const readQueries = (): Query[] =>
  dashboardFiles().flatMap((file) => {
    const { title: dashboard, panels } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly title: string;
      readonly panels: readonly Panel[];
    };
    return panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ dashboard, title, expr })));
  });

/** The metrics that rules and dashboards name. */
export function readUsedMetrics(): string[] {
  const texts = [...ruleFiles().map((file) => readFileSync(file, 'utf8')), ...readQueries().map(({ expr }) => expr)];
  return [
    ...new Set(texts.flatMap((text) => text.match(/\b(?:goen|process|nodejs|temporal)_[a-z0-9_]+/g) ?? [])),
  ].toSorted();
}
