import { z } from 'zod';
import { instant, pageLimit, pageOf } from './shared.ts';

/** Largest file of one import in bytes (200 MB), and how many rows it may have. */
export const maxImportBytes = 200 * 1000 * 1000;
export const maxImportRows = 200_000;

/**
 * `receiving`: its bytes still come in. `queued`, `running`: it is worked on. `needs_columns`: somebody has to say which
 * column holds what. The others are ends; a finished dry run may still be run.
 */
export const importState = z.enum([
  'receiving',
  'queued',
  'running',
  'needs_columns',
  'done',
  'refused',
  'cancelled',
  'failed',
]);
export type ImportState = z.infer<typeof importState>;
/** Nothing more happens by itself. */
export const importEnds: readonly ImportState[] = ['done', 'refused', 'cancelled', 'failed'];
/** A company may have so many imports that have not ended: the bytes of each are kept until then. */
export const maxUnfinishedImports = 20;

/** What became of a row that tells of a rejection. `changed`: one that was known, with a name or an address that is new. */
export const rowOutcome = z.enum(['new', 'known', 'changed', 'refused']);
export type RowOutcome = z.infer<typeof rowOutcome>;

const count = z.number().int().min(0);
export const importCounts = z.object({
  new: count.describe('rejections that were not known'),
  known: count.describe('rejections that were reported before: nothing happens again'),
  changed: count.describe('rejections that were reported before, of a candidate whose name or address is new'),
  refused: count.describe('rows that were not taken; the rows say why'),
  not_a_rejection: count.describe('rows with another status'),
});
export type ImportCounts = z.infer<typeof importCounts>;
export const noCounts: ImportCounts = { new: 0, known: 0, changed: 0, refused: 0, not_a_rejection: 0 };

/** Why a file is refused whole: nothing of it is taken. `code` is one of docs/ats/files.md. */
export const importRefusal = z.object({
  code: z.string().max(100),
  detail: z.string().max(1000),
  line: z.number().int().nullable().describe('of a text file, from 1'),
  columns: z
    .array(z.object({ field: z.string(), column: z.string().nullable(), code: z.string() }))
    .optional()
    .describe('where the column map does not fit the header'),
});
export type ImportRefusal = z.infer<typeof importRefusal>;

export const columnProposal = z.object({
  header: z.array(z.string()),
  sample: z.array(z.array(z.string())).describe('the first rows under the header'),
  proposed: z.array(
    z.object({
      field: z.string(),
      column: z.string(),
      confidence: z.number().min(0).max(1),
      by: z.enum(['name', 'values', 'name_and_values']),
    }),
  ),
});
export type ColumnProposal = z.infer<typeof columnProposal>;

export const importFormat = z.union([
  z.object({
    type: z.literal('text'),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'cp932']),
    delimiter: z.enum([',', '\t', ';']),
  }),
  z.object({ type: z.literal('xlsx') }),
]);
export type ImportFormat = z.infer<typeof importFormat>;

export const importView = z.object({
  id: z.uuid(),
  connection_id: z.uuid(),
  state: importState,
  dry_run: z.boolean(),
  file: z.object({
    name: z.string().nullable(),
    bytes: count,
    sha256: z.string(),
    format: importFormat.nullable().describe('null until it was looked at'),
    kept: z.boolean().describe('false once the bytes are deleted: then a dry run can no longer be run'),
  }),
  columns: z.record(z.string(), z.string()).nullable().describe('which column holds what; null until known'),
  rows: z.object({ done: count, of: count.nullable().describe('null until they are counted') }),
  counts: importCounts,
  refusal: importRefusal.nullable(),
  proposal: columnProposal.nullable().describe('in state `needs_columns`'),
  created_at: instant,
  started_at: instant.nullable(),
  ended_at: instant.nullable(),
});
export type ImportView = z.infer<typeof importView>;
export const importPage = pageOf(importView);

export const newImportQuery = z.object({
  connection_id: z.uuid(),
  dry_run: z.enum(['true', 'false']).default('false').describe('true: nothing is taken, the rows say what would be'),
  file_name: z.string().trim().max(255).optional(),
});
export const importQuery = z.object({
  connection_id: z.uuid().optional(),
  state: importState.exclude(['receiving']).optional(),
  cursor: z.string().optional(),
  limit: pageLimit,
});
export type ImportQuery = z.infer<typeof importQuery>;

export const importRowQuery = z.object({
  outcome: rowOutcome.optional(),
  cursor: z.string().optional(),
  limit: pageLimit,
});
export type ImportRowQuery = z.infer<typeof importRowQuery>;

export const rowFault = z.object({
  column: z.string().nullable().describe('null where the row as a whole is wrong'),
  code: z.string(),
  detail: z.string(),
});
export type RowFault = z.infer<typeof rowFault>;
export const importRowView = z.object({
  row: z.number().int().min(1).describe('as a spreadsheet shows it'),
  outcome: rowOutcome,
  errors: z.array(rowFault).describe('of a refused row'),
  changed: z.array(z.string()).describe('which fields of the candidate change'),
});
export type ImportRowView = z.infer<typeof importRowView>;
export const importRowPage = pageOf(importRowView);

/** `field` → name of the column. Which fields there are, the page of the system says. */
export const saveColumns = z.object({ columns: z.record(z.string(), z.string()) });
