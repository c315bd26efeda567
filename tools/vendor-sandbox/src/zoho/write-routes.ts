import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { maxRows, updateRow, upsertRequest, upsertRow } from './upsert.ts';
import { answerRows, failure, refuse, success, unknownId, written } from './zoho-answers.ts';
import { type Module, modules, type ZohoBooks } from './zoho-books.ts';

const body = (c: Context) => c.req.json<unknown>().catch(() => undefined);
const badBody = (c: Context, error: z.ZodError) =>
  refuse(c, 400, 'INVALID_DATA', 'body', { reason: z.prettifyError(error) });
const list = (value: string | undefined) =>
  (value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
const moduleOf = (c: Context) => c.req.param('module') as Module;

const statusRequest = z.object({
  data: z
    .array(
      z.object({
        ids: z.array(z.string()).min(1),
        jobids: z.array(z.string()).optional(),
        Candidate_Status: z.string().min(1),
        comments: z.string().optional(),
      }),
    )
    .min(1),
});
const notesRequest = z.object({ data: z.array(z.record(z.string(), z.unknown())).min(1) });
const note = z.object({
  Note_Title: z.string().nullable().default(null),
  Note_Content: z.string().min(1).max(32_000),
  Parent_Id: z.string(),
  se_module: z.enum(modules),
});

/** What changes records: upserts, tags, statuses, notes, deletions. */
export function writeRoutes(books: ZohoBooks, candidateStatuses?: readonly string[]) {
  const app = new Hono();

  app.post('/Notes', async (c) => {
    const read = notesRequest.safeParse(await body(c));
    if (!read.success) return badBody(c, read.error);
    return answerRows(
      c,
      read.data.data.map((row) => addNote(books, row)),
      201,
    );
  });

  app.post('/:module/upsert', async (c) => {
    const read = upsertRequest.safeParse(await body(c));
    if (!read.success) return badBody(c, read.error);
    const { data, duplicate_check_fields: checks } = read.data;
    if (data.length > maxRows)
      return refuse(c, 400, 'INVALID_DATA', 'invalid data', { maximum_length: maxRows, api_name: 'data' });
    return answerRows(
      c,
      data.map((row) => upsertRow(books, moduleOf(c), row, checks)),
    );
  });

  app.post('/:module/:id/actions/add_tags', (c) => addTags(c, books, [c.req.param('id')]));
  app.post('/:module/actions/add_tags', (c) => addTags(c, books, list(c.req.query('ids'))));

  app.put('/:module/status', async (c) => {
    const read = statusRequest.safeParse(await body(c));
    if (!read.success) return badBody(c, read.error);
    // Each entry is answered by a list of its own: https://www.zoho.com/recruit/developer-guide/apiv2/change-status.html
    const isStatus = (name: string) => moduleOf(c) !== 'Candidates' || candidateStatuses?.includes(name) !== false;
    return c.json({
      data: read.data.data.map((one) =>
        isStatus(one.Candidate_Status)
          ? changeStatus(books, moduleOf(c), one)
          : one.ids.map((id) => failure('INVALID_DATA', 'invalid data', { api_name: 'Candidate_Status', id })),
      ),
    });
  });

  app.put('/:module', async (c) => {
    const read = upsertRequest.safeParse(await body(c));
    if (!read.success) return badBody(c, read.error);
    const { data } = read.data;
    if (data.length > maxRows)
      return refuse(c, 400, 'INVALID_DATA', 'invalid data', { maximum_length: maxRows, api_name: 'data' });
    return answerRows(
      c,
      data.map((row) => updateRow(books, moduleOf(c), row)),
    );
  });

  app.delete('/:module', (c) => removeAll(c, books, list(c.req.query('ids'))));
  app.delete('/:module/:id', (c) => removeAll(c, books, [c.req.param('id')]));
  return app;
}

function addNote(books: ZohoBooks, row: Record<string, unknown>) {
  const read = note.safeParse(row);
  const field = read.error?.issues[0]?.path.join('.') ?? '';
  if (!read.success)
    return row[field] === undefined
      ? failure('MANDATORY_NOT_FOUND', 'required field not found', { api_name: field })
      : failure('INVALID_DATA', 'invalid data', { api_name: field });
  const { Parent_Id, se_module } = read.data;
  if (!books.find(se_module, Parent_Id)) return failure('INVALID_DATA', 'invalid data', { api_name: 'Parent_Id' });
  return success('record added', written(books.addNote(read.data)));
}

function addTags(c: Context, books: ZohoBooks, ids: readonly string[]) {
  const names = list(c.req.query('tag_names'));
  if (names.length === 0 || ids.length === 0)
    return refuse(c, 400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', {
      param: names.length === 0 ? 'tag_names' : 'ids',
    });
  const rows = ids.map((id) => {
    const record = books.find(moduleOf(c), id);
    if (!record) return unknownId(id);
    const { Associated_Tags: tags } = books.update(record, {
      Associated_Tags: [...new Set([...record.Associated_Tags, ...names])],
    });
    return success('tags updated successfully', { id, tags });
  });
  return answerRows(c, rows);
}

type StatusEntry = z.output<typeof statusRequest>['data'][number];

function changeStatus(books: ZohoBooks, module: Module, { ids, Candidate_Status: status, comments }: StatusEntry) {
  return ids.map((id) => {
    const record = books.find(module, id);
    if (!record) return unknownId(id);
    books.update(record, module === 'Applications' ? { Application_Status: status } : { Candidate_Status: status });
    books.noteStatus({ module, id, status, comments: comments ?? null });
    return success('status changed', written(record));
  });
}

function removeAll(c: Context, books: ZohoBooks, ids: readonly string[]) {
  if (ids.length === 0 || ids.length > maxRows)
    return refuse(c, 400, 'INVALID_DATA', 'invalid data', { param: 'ids', maximum_length: maxRows });
  return answerRows(
    c,
    ids.map((id) => (books.remove(moduleOf(c), id) ? success('record deleted', { id }) : unknownId(id))),
  );
}
