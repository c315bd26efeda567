import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { hasAddress, listQuery, parseCriterion, sortAndSelect, toListPage, toNoteView } from './list-records.ts';
import { sendZohoError } from './zoho-responses.ts';
import type { Module, ZohoStore } from './zoho-store.ts';

/** The routes that read records. An empty result is a 204 without a body. */
export function readRoutes(store: ZohoStore) {
  const app = new Hono();

  app.get('/Notes', (c) => sendPage(c, toListPage(store.notes().map(toNoteView), listQuery.parse(c.req.query()))));

  app.get('/:module/search', (c) => {
    const matches = parseSearch(c.req.query());
    if (matches === null)
      return sendZohoError(c, 400, 'INVALID_QUERY', 'Invalid query formed', { param: 'criteria or email' });
    const query = listQuery.parse(c.req.query());
    const records = store.records(c.req.param('module') as Module).filter(matches);
    return sendPage(c, toListPage(sortAndSelect(records, query), query));
  });

  app.get('/:module', (c) => {
    const query = listQuery.parse(c.req.query());
    const since = c.req.header('if-modified-since');
    const all = store.records(c.req.param('module') as Module);
    const records =
      since === undefined ? all : all.filter((record) => Date.parse(record.Modified_Time) > Date.parse(since));
    if (since !== undefined && records.length === 0) return c.body(null, 304);
    return sendPage(c, toListPage(sortAndSelect(records, query), query));
  });

  app.get('/:module/:id', (c) => {
    const record = store.find(c.req.param('module') as Module, c.req.param('id'));
    return record ? c.json({ data: [record] }) : c.body(null, 204);
  });

  app.get('/:module/:id/Notes', (c) => {
    const notes = store.notes().filter((note) => note.Parent_Id === c.req.param('id'));
    return sendPage(c, toListPage(notes.map(toNoteView), listQuery.parse(c.req.query())));
  });

  app.onError((error, c) => {
    if (error instanceof z.ZodError) return sendZohoError(c, 400, 'INVALID_DATA', z.prettifyError(error));
    throw error;
  });
  return app;
}

const sendPage = (c: Context, page: object | null) => (page === null ? c.body(null, 204) : c.json(page));

function parseSearch({ criteria, email }: Record<string, string>) {
  if (criteria !== undefined) return parseCriterion(criteria);
  return email === undefined ? null : hasAddress(email);
}
