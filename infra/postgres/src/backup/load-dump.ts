import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { BackupError } from './backup-error.ts';
import type { Owner } from './owners.ts';
import { ScriptReader } from './script-reader.ts';

/** Accepts only statements that `writeDump` writes: anybody with our public key can encrypt a script for us. */
const identifier = String.raw`"(?:[^"]|"")+"`;
const copyLine = new RegExp(
  String.raw`^COPY (${identifier}\.${identifier}) \((?:${identifier}(?:, )?)+\) FROM stdin;$`,
);
const sequenceLine = /^SELECT pg_catalog\.setval\('[\w."]+', \d+, (?:true|false)\);$/;

/** Loads a script of `writeDump` in the transaction of `owner`, and returns the rows of each table. */
export async function loadDump(
  { client, database }: Owner,
  script: AsyncIterable<Buffer>,
): Promise<Map<string, number>> {
  const rows = new Map<string, number>();
  const reader = new ScriptReader(script);
  for (let line = await reader.readLine(); line !== null; line = await reader.readLine()) {
    const table = copyLine.exec(line)?.[1];
    if (table !== undefined) {
      const copy = client.query(copyFrom(line.slice(0, -1)));
      const done = finished(copy);
      done.catch(() => {});
      for await (const chunk of reader.readRows()) {
        if (!copy.write(chunk)) await Promise.race([once(copy, 'drain'), done]);
      }
      copy.end();
      await done;
      rows.set(table.replaceAll('"', ''), copy.rowCount);
    } else if (sequenceLine.test(line)) {
      await client.query(line);
    } else {
      throw new BackupError(`The backup of ${database} has a line that does not belong there: ${line.slice(0, 80)}`);
    }
  }
  return rows;
}
