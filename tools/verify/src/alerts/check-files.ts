import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PrometheusTools, runTool } from './prometheus-tools.ts';
import { alertmanagerConfig, prometheusConfigs, readQueries, ruleTests } from './read-observability.ts';

/** What promtool and amtool find wrong in configurations, rules, their tests, and the queries of dashboards. */
export async function checkFiles({ promtool, amtool }: PrometheusTools, dataDir: string): Promise<string[]> {
  const queries = join(dataDir, 'dashboards.yml');
  // Each query as a rule: promtool checks those.
  const rules = readQueries().map(({ expr }, n) => ({ record: `dashboard:query_${n}`, expr }));
  writeFileSync(queries, JSON.stringify({ groups: [{ name: 'dashboards', rules }] }));
  const faults = [
    await runTool(promtool, ['check', 'config', ...prometheusConfigs()]),
    await runTool(promtool, ['test', 'rules', ...ruleTests()]),
    await runTool(promtool, ['check', 'rules', queries]),
    await runTool(amtool, ['check-config', alertmanagerConfig]),
  ];
  return faults.filter((fault) => fault !== null);
}
