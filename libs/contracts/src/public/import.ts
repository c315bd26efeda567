import { z } from 'zod';
import { stepName } from './case.ts';
import { notMailedReason } from './rejection.ts';
import { instant, pageLimit, pageOf } from './shared.ts';

/** Largest file of one import in bytes (200 MB), and the most rows it may have. */
export const maxImportBytes = 200 * 1000 * 1000;
export const maxImportRows = 200_000;

/**
 * `receiving`: the upload is in progress. `queued`, `running`: it is being processed. `needs_columns`: somebody must map
 * the columns. The others are final, except that a finished dry run can still be run.
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
/** States in which nothing more happens by itself. */
export const importEnds: readonly ImportState[] = ['done', 'refused', 'cancelled', 'failed'];
/** Unfinished imports per company: the file of each is stored until the import ends. */
export const maxUnfinishedImports = 20;

/** The outcome of a row that reports a rejection. `changed`: already known, with a new name or address. */
export const rowOutcome = z.enum(['new', 'known', 'changed', 'refused']);
export type RowOutcome = z.infer<typeof rowOutcome>;

const count = z.number().int().min(0);
export const importCounts = z
  .object({
    new: count.describe('new rejections'),
    known: count.describe('rejections that were already reported; they have no effect'),
    changed: count.describe('rejections that were already reported, of a candidate with a new name or address'),
    refused: count.describe('refused rows; list the rows to see why'),
    not_a_rejection: count.describe('rows with another status'),
    without_address: count.describe(
      'of the `new` ones of a dry run, those whose address is missing or cannot be used: nobody can be mailed; correct them with `PATCH …/rows/{row}`',
    ),
  })
  .meta({ id: 'ImportCounts' });
export type ImportCounts = z.infer<typeof importCounts>;
export const noCounts: ImportCounts = {
  new: 0,
  known: 0,
  changed: 0,
  refused: 0,
  not_a_rejection: 0,
  without_address: 0,
};

export const importStatus = z
  .object({
    status: z.string().nullable().describe('as in the file; null: all statuses beyond the first hundred'),
    rows: count,
    is_rejection: z.boolean().describe('whether the list of rejection statuses has it'),
    is_offer: z.boolean().describe('whether it counts as an offer or a hire, also in a refused row'),
  })
  .meta({ id: 'ImportStatus' });
export type ImportStatus = z.infer<typeof importStatus>;

/** Whether rejections without a date get a rejection mail, as if they had just been decided. */
export const undatedRejections = z.enum(['no_rejection_mail', 'rejection_mail']);
export type UndatedRejections = z.infer<typeof undatedRejections>;

export const undatedRows = z
  .object({
    rows: count,
    setting: undatedRejections,
    is_chosen: z.boolean().describe('false: nobody has chosen yet, and the setting is the default'),
  })
  .meta({ id: 'UndatedRows' });
export type UndatedRows = z.infer<typeof undatedRows>;

/** Why a whole file is refused: none of its rows is imported. docs/ats/files.md lists the codes. */
export const importRefusal = z
  .object({
    code: z.string().max(100),
    detail: z.string().max(1000),
    line: z.number().int().nullable().describe('line of a text file, from 1'),
    columns: z
      .array(z.object({ field: z.string(), column: z.string().nullable(), code: z.string() }))
      .optional()
      .describe('mapped columns that do not match the header'),
  })
  .meta({ id: 'ImportRefusal' });
export type ImportRefusal = z.infer<typeof importRefusal>;

export const columnProposal = z
  .object({
    header: z.array(z.string()),
    sample: z.array(z.array(z.string())).describe('the first rows below the header'),
    proposed: z.array(
      z.object({
        field: z.string(),
        column: z.string(),
        confidence: z.number().min(0).max(1),
        by: z.enum(['name', 'values', 'name_and_values']),
      }),
    ),
  })
  .meta({ id: 'ColumnProposal' });
export type ColumnProposal = z.infer<typeof columnProposal>;

export const importFormat = z
  .union([
    z.object({
      type: z.literal('text'),
      encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'cp932']),
      delimiter: z.enum([',', '\t', ';']),
    }),
    z.object({ type: z.literal('xlsx') }),
  ])
  .meta({ id: 'ImportFormat' });
export type ImportFormat = z.infer<typeof importFormat>;

export const importView = z
  .object({
    id: z.uuid(),
    connection_id: z.uuid(),
    state: importState,
    dry_run: z.boolean(),
    file: z.object({
      name: z.string().nullable(),
      bytes: count,
      sha256: z.string(),
      format: importFormat.nullable().describe('null until the file was inspected'),
      kept: z.boolean().describe('false once the file is deleted; a dry run can then no longer be run'),
    }),
    columns: z
      .record(z.string(), z.string())
      .nullable()
      .describe('field → name of its column; null until the file was inspected'),
    rows: z.object({ done: count, of: count.nullable().describe('null until the rows are counted') }),
    counts: importCounts,
    statuses: z
      .array(importStatus)
      .describe('the statuses in the file, rejections first, then the most frequent: check that none is missed'),
    undated: undatedRows
      .nullable()
      .describe(
        'new rejections without a date; null when there are none. After a dry run, choose what happens to them (`POST …/undated-rejections`) before you run the import',
      ),
    refusal: importRefusal.nullable(),
    proposal: columnProposal.nullable().describe('only in state `needs_columns`'),
    created_at: instant,
    started_at: instant.nullable(),
    ended_at: instant.nullable(),
  })
  .meta({ id: 'Import' });
export type ImportView = z.infer<typeof importView>;
export const importPage = pageOf(importView).meta({ id: 'ImportPage' });

export const importSources = z
  .object({
    items: z.array(
      z.object({
        connection_id: z.uuid(),
        kind: z.string(),
        name: z.string(),
        state: z.enum(['active', 'paused']).describe('`paused`: it takes no files until it is resumed'),
      }),
    ),
  })
  .meta({ id: 'ImportSources' });

export const newImportQuery = z.strictObject({
  connection_id: z.uuid(),
  dry_run: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true`: imports nothing; the rows show what an import would do'),
  file_name: z.string().trim().max(255).optional(),
});
export const importQuery = z.strictObject({
  connection_id: z.uuid().optional(),
  state: importState.exclude(['receiving']).optional(),
  cursor: z.string().optional(),
  limit: pageLimit,
});
export type ImportQuery = z.infer<typeof importQuery>;

export const importRowQuery = z.strictObject({
  outcome: rowOutcome.optional(),
  without_address: z.enum(['true']).optional().describe('of a dry run: those that nobody can be mailed about'),
  corrected: z.enum(['true']).optional().describe('those whose cells somebody corrected'),
  cursor: z.string().optional(),
  limit: pageLimit,
});
export type ImportRowQuery = z.infer<typeof importRowQuery>;

export const rowFault = z
  .object({
    column: z.string().nullable().describe('null when the row as a whole is wrong'),
    code: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'RowFault' });
export type RowFault = z.infer<typeof rowFault>;
/** Of whom a row of a dry run is, as the file says. */
export const rowPerson = z
  .object({ name: z.string().nullable(), email: z.string().nullable(), job: z.string().nullable() })
  .meta({ id: 'ImportRowPerson' });
export type RowPerson = z.infer<typeof rowPerson>;

/** What importing a row would do, as the answer to a report says. */
export const rowPlan = z
  .object({
    rejected_at: instant,
    will_be_mailed: z.boolean(),
    not_mailed_reason: notMailedReason.nullable(),
    next_step: stepName,
    next_step_at: instant.nullable(),
    open_correction: z
      .boolean()
      .describe(
        'the candidate has asked you to correct their details, and nobody has answered: `GET /v1/correction-requests`',
      ),
  })
  .meta({ id: 'ImportRowPlan' });
export type RowPlan = z.infer<typeof rowPlan>;

export const importRowView = z
  .object({
    row: z.number().int().min(1).describe('row number as in a spreadsheet'),
    outcome: rowOutcome,
    errors: z.array(rowFault).describe('why the row was refused'),
    changed: z.array(z.string()).describe('fields of the candidate that change'),
    dropped_fields: z.array(rowFault).describe('cells of a row that was taken which were cut or not stored, and why'),
    person: rowPerson.nullable().describe('of a dry run'),
    plan: rowPlan
      .nullable()
      .describe('of a dry run: what importing it would do; null: it would be refused, or was corrected since'),
    cells: z
      .record(z.string(), z.string())
      .nullable()
      .describe(
        'column → cell, of a row that was refused, corrected, or has no usable address in a dry run: correct it with `PATCH …/rows/{row}`',
      ),
    corrected: z.boolean().describe('somebody corrected its cells'),
  })
  .meta({ id: 'ImportRow' });
export type ImportRowView = z.infer<typeof importRowView>;
export const importRowPage = pageOf(importRowView).meta({ id: 'ImportRowPage' });

const maxCellLength = 10_000;
export const importRowCorrection = z
  .strictObject({
    cells: z
      .record(z.string(), z.string().max(maxCellLength))
      .refine((cells) => Object.keys(cells).length > 0, { error: 'Send at least one cell.' })
      .describe('column of the header → corrected cell; columns that are left out stay'),
  })
  .meta({ id: 'ImportRowCorrection' });

export const importStatusChoice = z
  .strictObject({
    status: z.string().trim().min(1).max(100).describe('as `statuses` of the import has it'),
    means: z.enum(['rejection', 'offer']),
  })
  .meta({ id: 'ImportStatusChoice' });
export type ImportStatusChoice = z.output<typeof importStatusChoice>;

export const undatedChoice = z.strictObject({ undated_rejections: undatedRejections }).meta({ id: 'UndatedChoice' });

export const importColumns = z
  .strictObject({
    columns: z
      .record(z.string(), z.string())
      .describe('field → name of its column; the documentation lists the fields of each system'),
    undated_rejections: undatedRejections
      .optional()
      .describe('required when no column holds `rejected_at` and the connection has no such setting yet'),
  })
  .meta({ id: 'ImportColumns' });
