import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { splitCommaList } from '../shared/comma-list.ts';
import { readJson } from '../shared/request-parts.ts';
import { maxRows, rowsRequest, updateRow, upsertRow } from './write-rows.ts';
import {
  createFailure,
  createSuccess,
  createUnknownIdFailure,
  sendRows,
  sendZohoError,
  toWriteDetails,
} from './zoho-responses.ts';
import { type Module, modules, type ZohoStore } from './zoho-store.ts';

const sendInvalidBody = (c: Context, error: z.ZodError) =>
  sendZohoError(c, 400, 'INVALID_DATA', 'body', { reason: z.prettifyError(error) });
const readList = (c: Context, parameter: string) => splitCommaList(c.req.query(parameter) ?? '');
const readModule = (c: Context) => c.req.param('module') as Module;

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
const newNote = z.object({
  Note_Title: z.string().nullable().default(null),
  Note_Content: z.string().min(1).max(32_000),
  Parent_Id: z.string(),
  se_module: z.enum(modules),
});

/** The routes that change records: upserts, updates, tags, statuses, notes, deletions. */
export function writeRoutes(store: ZohoStore, candidateStatuses?: readonly string[]) {
  const app = new Hono();

  app.post('/Notes', async (c) => {
    const request = notesRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidBody(c, request.error);
    return sendRows(
      c,
      request.data.data.map((row) => addNote(store, row)),
      201,
    );
  });

  app.post('/:module/upsert', async (c) => {
    const request = rowsRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidBody(c, request.error);
    const { data, duplicate_check_fields: checks } = request.data;
    if (data.length > maxRows)
      return sendZohoError(c, 400, 'INVALID_DATA', 'invalid data', { maximum_length: maxRows, api_name: 'data' });
    return sendRows(
      c,
      data.map((row) => upsertRow(store, readModule(c), row, checks)),
    );
  });

  app.post('/:module/:id/actions/add_tags', (c) => addTags(c, store, [c.req.param('id')]));
  app.post('/:module/actions/add_tags', (c) => addTags(c, store, readList(c, 'ids')));

  app.put('/:module/status', async (c) => {
    const request = statusRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidBody(c, request.error);
    // Zoho answers with one list per entry: https://www.zoho.com/recruit/developer-guide/apiv2/change-status.html
    const isValidStatus = (name: string) =>
      readModule(c) !== 'Candidates' || candidateStatuses?.includes(name) !== false;
    return c.json({
      data: request.data.data.map((entry) =>
        isValidStatus(entry.Candidate_Status)
          ? changeStatus(store, readModule(c), entry)
          : entry.ids.map((id) => createFailure('INVALID_DATA', 'invalid data', { api_name: 'Candidate_Status', id })),
      ),
    });
  });

  app.put('/:module', async (c) => {
    const request = rowsRequest.safeParse(await readJson(c));
    if (!request.success) return sendInvalidBody(c, request.error);
    const { data } = request.data;
    if (data.length > maxRows)
      return sendZohoError(c, 400, 'INVALID_DATA', 'invalid data', { maximum_length: maxRows, api_name: 'data' });
    return sendRows(
      c,
      data.map((row) => updateRow(store, readModule(c), row)),
    );
  });

  app.delete('/:module', (c) => removeAll(c, store, readList(c, 'ids')));
  app.delete('/:module/:id', (c) => removeAll(c, store, [c.req.param('id')]));
  return app;
}

function addNote(store: ZohoStore, row: Record<string, unknown>) {
  const note = newNote.safeParse(row);
  const field = note.error?.issues[0]?.path.join('.') ?? '';
  if (!note.success)
    return row[field] === undefined
      ? createFailure('MANDATORY_NOT_FOUND', 'required field not found', { api_name: field })
      : createFailure('INVALID_DATA', 'invalid data', { api_name: field });
  const { Parent_Id, se_module } = note.data;
  if (!store.find(se_module, Parent_Id))
    return createFailure('INVALID_DATA', 'invalid data', { api_name: 'Parent_Id' });
  return createSuccess('record added', toWriteDetails(store.addNote(note.data)));
}

function addTags(c: Context, store: ZohoStore, ids: readonly string[]) {
  const names = readList(c, 'tag_names');
  if (names.length === 0 || ids.length === 0)
    return sendZohoError(c, 400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', {
      param: names.length === 0 ? 'tag_names' : 'ids',
    });
  const rows = ids.map((id) => {
    const record = store.find(readModule(c), id);
    if (!record) return createUnknownIdFailure(id);
    const { Associated_Tags: tags } = store.update(record, {
      Associated_Tags: [...new Set([...record.Associated_Tags, ...names])],
    });
    return createSuccess('tags updated successfully', { id, tags });
  });
  return sendRows(c, rows);
}

type StatusEntry = z.output<typeof statusRequest>['data'][number];

function changeStatus(store: ZohoStore, module: Module, { ids, Candidate_Status: status, comments }: StatusEntry) {
  return ids.map((id) => {
    const record = store.find(module, id);
    if (!record) return createUnknownIdFailure(id);
    store.update(record, module === 'Applications' ? { Application_Status: status } : { Candidate_Status: status });
    store.recordStatusChange({ module, id, status, comments: comments ?? null });
    return createSuccess('status changed', toWriteDetails(record));
  });
}

function removeAll(c: Context, store: ZohoStore, ids: readonly string[]) {
  if (ids.length === 0 || ids.length > maxRows)
    return sendZohoError(c, 400, 'INVALID_DATA', 'invalid data', { param: 'ids', maximum_length: maxRows });
  return sendRows(
    c,
    ids.map((id) =>
      store.remove(readModule(c), id) ? createSuccess('record deleted', { id }) : createUnknownIdFailure(id),
    ),
  );
}
