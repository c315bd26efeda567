import { EventEmitter } from 'node:events';
import { type Database, openCaseStore } from '@goen/case-store';
import { Client } from 'pg';

type PlanNode = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
};
type Explained = { readonly 'Query Text': string; readonly Plan: PlanNode };

export type PlanSummary = {
  readonly indexes: ReadonlySet<string>;
  /** Sequential scans of big tables, with their statements. */
  readonly seqScans: readonly string[];
  /** The most rows that one node read of one table, those it dropped included. */
  readonly mostRowsRead: number;
};

/** Tables above this are big: to read one whole is never the plan. */
const bigTableRows = 1_000;

/**
 * Opens the store as the service's role with connections that explain every statement they run, also those of triggers
 * and functions, with the rows they really read.
 */
export async function openExplained(adminUrl: string, url: string) {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and reltuples > $1 and relnamespace = 'public'::regnamespace",
    [bigTableRows],
  );
  const bigTables = new Set(rows.map(({ name }) => name));
  const database = admin.escapeIdentifier(new URL(adminUrl).pathname.slice(1));
  await admin.query("load 'auto_explain'");
  for (const [setting, value] of Object.entries(explainSettings)) {
    await admin.query(`alter database ${database} set ${setting} = ${admin.escapeLiteral(value)}`);
  }
  const stopListening = listenToNotices((message) => {
    if (message.includes('plan:')) explained.push(JSON.parse(message.slice(message.indexOf('{'))) as Explained);
  });
  let explained: Explained[] = [];
  const orm: Database = await openCaseStore({ url });
  return {
    orm,
    async explain(work: () => Promise<unknown>): Promise<PlanSummary> {
      explained = [];
      await work();
      return summarize(explained, bigTables);
    },
    async close() {
      await orm.close(true);
      stopListening();
      for (const setting of Object.keys(explainSettings))
        await admin.query(`alter database ${database} reset ${setting}`);
      await admin.end();
    },
  };
}

/** Of all connections of this process: the store connects a role per purpose when it is needed. */
function listenToNotices(listen: (message: string) => void): () => void {
  Client.prototype.emit = function emitAndListen(this: Client, event: string | symbol, ...args: unknown[]) {
    if (event === 'notice') listen((args[0] as { message?: string }).message ?? '');
    return EventEmitter.prototype.emit.call(this, event, ...args);
  };
  return () => {
    Reflect.deleteProperty(Client.prototype, 'emit');
  };
}

const explainSettings: Readonly<Record<string, string>> = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_format': 'json',
  'auto_explain.log_level': 'notice',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
};

function summarize(explained: readonly Explained[], bigTables: ReadonlySet<string>): PlanSummary {
  const indexes = new Set<string>();
  const seqScans: string[] = [];
  let mostRowsRead = 0;
  const visit = (node: PlanNode, statement: string) => {
    if (node['Index Name']) indexes.add(node['Index Name']);
    const table = node['Relation Name'];
    if (table !== undefined) {
      const rows = ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 0);
      mostRowsRead = Math.max(mostRowsRead, rows);
      // A scan that never ran, such as the branch of a condition that was false, reads nothing.
      if (node['Node Type'].includes('Seq Scan') && bigTables.has(table) && (node['Actual Loops'] ?? 0) > 0) {
        seqScans.push(`${table}: ${statement.replaceAll(/\s+/g, ' ').slice(0, 300)}`);
      }
    }
    for (const child of node.Plans ?? []) visit(child, statement);
  };
  for (const { Plan, 'Query Text': statement } of explained) visit(Plan, statement);
  return { indexes, seqScans: [...new Set(seqScans)], mostRowsRead: Math.round(mostRowsRead) };
}
