/**
 * The pages of candidates as an OpenAPI document: links of people, and forms with the fields that a shown page has.
 * They are for browsers, so no public document describes them.
 */
export function describePages(tokens: readonly string[], shownPage: string): object {
  const fields = [...shownPage.matchAll(/name="([^"]+)"/g)].map(([, name]) => name ?? '');
  const actions = [...shownPage.matchAll(/name="action" value="([^"]+)"/g)].map(([, action]) => action);
  const properties = Object.fromEntries([...new Set(fields)].map((name) => [name, { type: 'string', maxLength: 60 }]));
  const form = {
    content: {
      'application/x-www-form-urlencoded': {
        schema: {
          type: 'object',
          properties: { ...properties, action: { enum: actions }, 'List-Unsubscribe': { enum: ['One-Click', 'x'] } },
          required: ['action'],
        },
      },
    },
  };
  const token = { name: 'token', in: 'path', required: true, schema: { enum: [...tokens, 'unknown'] } };
  const lang = { name: 'lang', in: 'query', schema: { enum: ['ja', 'en', 'xx'] } };
  const show = (...statuses: number[]) => ({ parameters: [token, lang], responses: respond(...statuses) });
  const submit = (...statuses: number[]) => ({ ...show(...statuses), requestBody: form });
  return {
    openapi: '3.1.0',
    paths: {
      '/c/{token}': { get: show(200, 404, 410), post: submit(200, 303, 404, 410, 413, 422) },
      '/u/{token}': { get: show(200, 404, 410), post: submit(200, 404, 410, 413) },
      '/c/{token}/data': { get: show(200, 404, 410) },
      '/r/{token}': { get: show(200, 404, 410), post: submit(200, 404, 410, 413, 422, 429) },
      '/r/confirm/{token}': { get: show(200, 404, 410), post: submit(303, 404, 410, 413, 422) },
    },
  };
}

/** A page, a download or a redirect without a body; the paths of an API are refused as its problems are. */
const respond = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        content: { 'text/html': {}, 'text/plain': {}, 'application/json': {}, 'application/problem+json': {}, '': {} },
      },
    ]),
  );
