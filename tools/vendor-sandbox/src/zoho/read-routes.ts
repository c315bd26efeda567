import { Hono } from 'hono';
import { z } from 'zod';
import { hasAddress, listed, listQuery, noteView, pageOf, readCriterion } from './records.ts';
import { refuse } from './zoho-answers.ts';
import type { Module, ZohoBooks } from './zoho-books.ts';

/** What reads records. Nothing found is 204 without a body, not an empty list. */
export function readRoutes(books: ZohoBooks) {
  const app = new Hono();

  app.get('/Notes', (c) => {
    const page = pageOf(books.notes().map(noteView), listQuery.parse(c.req.query()));
    return page === null ? c.body(null, 204) : c.json(page);
  });

  app.get('/:module/search', (c) => {
    const { criteria, email } = c.req.query();
    const fits = criteria === undefined ? (email === undefined ? null : hasAddress(email)) : readCriterion(criteria);
    if (fits === null) return refuse(c, 400, 'INVALID_QUERY', 'Invalid query formed', { param: 'criteria or email' });
    const query = listQuery.parse(c.req.query());
    const page = pageOf(listed(books.records(c.req.param('module') as Module).filter(fits), query), query);
    return page === null ? c.body(null, 204) : c.json(page);
  });

  app.get('/:module', (c) => {
    const query = listQuery.parse(c.req.query());
    const since = c.req.header('if-modified-since');
    const all = books.records(c.req.param('module') as Module);
    const records = since === undefined ? all : all.filter((one) => Date.parse(one.Modified_Time) > Date.parse(since));
    if (since !== undefined && records.length === 0) return c.body(null, 304);
    const page = pageOf(listed(records, query), query);
    return page === null ? c.body(null, 204) : c.json(page);
  });

  app.get('/:module/:id', (c) => {
    const record = books.find(c.req.param('module') as Module, c.req.param('id'));
    return record ? c.json({ data: [record] }) : c.body(null, 204);
  });

  app.get('/:module/:id/Notes', (c) => {
    const notes = books.notes().filter((note) => note.Parent_Id === c.req.param('id'));
    const page = pageOf(notes.map(noteView), listQuery.parse(c.req.query()));
    return page === null ? c.body(null, 204) : c.json(page);
  });

  app.onError((error, c) => {
    if (error instanceof z.ZodError) return refuse(c, 400, 'INVALID_DATA', z.prettifyError(error));
    throw error;
  });
  return app;
}
