import { to as copyTo } from 'pg-copy-streams';
import { listTables, readSequences } from './list-tables.ts';
import type { Owner } from './owners.ts';
import { endOfRows } from './script-reader.ts';

/**
 * What the transaction of `owner` sees, as a script that psql would read, too: `COPY … FROM stdin` per table, and the
 * values of the sequences. The tables themselves are made by the migrations. Counts the rows of each table in `rows`.
 */
export async function* writeDump(owner: Owner, rows: Map<string, number>): AsyncGenerator<Buffer> {
  for (const { name, columns } of await listTables(owner)) {
    yield Buffer.from(`COPY ${name} (${columns.join(', ')}) FROM stdin;\n`);
    const copy = owner.client.query(copyTo(`copy ${name} (${columns.join(', ')}) to stdout`));
    for await (const chunk of copy) yield chunk as Buffer;
    yield endOfRows;
    rows.set(name.replaceAll('"', ''), copy.rowCount);
  }
  for (const { name, value, isCalled } of await readSequences(owner)) {
    yield Buffer.from(`SELECT pg_catalog.setval('${name}', ${value}, ${isCalled});\n`);
  }
}
