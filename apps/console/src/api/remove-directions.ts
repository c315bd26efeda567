/** What turns the direction of writing around: from a name that contains it, the sentence after it, too. */
const directions = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** The answer without direction marks: what people read here is what stands in mails, which leave them out as well. */
export async function removeDirections(response: Response): Promise<Response> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return response;
  const text = await response.clone().text();
  const clean = text.replaceAll(directions, '');
  if (clean === text) return response;
  const { status, statusText, headers } = response;
  return new Response(clean, { status, statusText, headers });
}
