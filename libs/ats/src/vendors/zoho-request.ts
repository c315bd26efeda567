import { equalSecrets } from '@goen/service-kit';
import type { HookRequest } from '../ats-vendor.ts';
import { parseJsonBody } from '../parse-json-body.ts';

/** Values by their parameter, as they came. */
export type ZohoRecord = Readonly<Record<string, unknown>>;
type ZohoRequest = {
  /** One per record that the request is about, mostly one; null when the body is not understood. */
  readonly records: readonly ZohoRecord[] | null;
  /** Whether the secret was sent as `secret`, wherever that stands. */
  readonly hasSecret: (secret: string) => boolean;
};

/** The deepest nesting that is read. */
const maxDepth = 16;
/** A workflow rule is about one record. More than this many are for a person to look at. */
const maxRecords = 100;

/**
 * Reads the query and the body of a webhook, whatever its media type says: JSON, a form (also with JSON in a field, or as
 * multipart), nested values and lists.
 */
export async function readZohoRequest({ headers, url, body }: HookRequest): Promise<ZohoRequest> {
  const query = Object.fromEntries(url.searchParams);
  const content = await readContent(headers, body);
  const secrets = collectSecrets([query, content]);
  const hasSecret = (secret: string) => secrets.some((sent) => equalSecrets(sent, secret));
  if (content === null) {
    const text = Buffer.from(body).toString('utf8');
    return { records: null, hasSecret: (secret) => hasSecret(secret) || namesSecret(text, secret) };
  }
  const records = listRecords(content, 0);
  if (records.length > maxRecords) return { records: null, hasSecret };
  const merged = (records.length === 0 ? [{}] : records).map((record) => ({ ...query, ...record }));
  return { records: merged.map((record) => withoutSecrets(record, 0) as ZohoRecord), hasSecret };
}

/** The body as JSON values; null when it can't be read. */
async function readContent(headers: Headers, body: Uint8Array): Promise<unknown> {
  const text = decodeUtf8(body);
  if (text === null) return null;
  if (/^\s*[[{]/.test(text)) return parseJsonBody(body);
  if (/^\s*multipart\//i.test(headers.get('content-type') ?? '')) return readMultipart(headers, body);
  return fromFields([...new URLSearchParams(text)]);
}

function decodeUtf8(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

async function readMultipart(headers: Headers, body: Uint8Array): Promise<unknown> {
  const contentType = headers.get('content-type') ?? '';
  try {
    const form = await new Response(Buffer.from(body), { headers: { 'content-type': contentType } }).formData();
    return fromFields([...form].filter((field): field is [string, string] => typeof field[1] === 'string'));
  } catch {
    return null;
  }
}

/** A field that is sent twice is a list. A field or name that holds JSON counts as that JSON. */
function fromFields(fields: readonly (readonly [string, string])[]): Record<string, unknown> {
  const inner = fields.flatMap(([name, value]) => (isJson(name) && value === '' ? [parseText(name)] : []));
  const values = Map.groupBy(fields, ([name]) => name);
  const own = [...values].map(([name, same]): [string, unknown] => {
    const read = same.map(([, value]) => (isJson(value) ? (parseText(value) ?? value) : value));
    return [name, read.length === 1 ? read[0] : read];
  });
  return {
    ...Object.fromEntries(own.filter(([name]) => !isJson(name))),
    ...Object.assign({}, ...inner.filter(isObject)),
  } as Record<string, unknown>;
}

const isJson = (text: string): boolean => /^\s*(?:\{.*\}|\[.*\])\s*$/s.test(text);
const parseText = (text: string): unknown => parseJsonBody(Buffer.from(text));
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parameters that make an object a record. */
const identifying = ['application_id', 'candidate_id', 'application_status'];

/** The records in JSON: the object itself, or those that it wraps, with what the wrapper says about all of them. */
function listRecords(value: unknown, depth: number): ZohoRecord[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((element) => listRecords(element, depth + 1));
  if (!isObject(value)) return [];
  if (identifying.some((name) => name in value)) return [value];
  const entries = Object.entries(value);
  const records = entries
    .flatMap(([, inner]) => listRecords(inner, depth + 1))
    .filter((record) => identifying.some((name) => name in record));
  if (records.length === 0) return [value];
  const shared = Object.fromEntries(entries.filter(([, inner]) => typeof inner !== 'object'));
  return records.map((record) => ({ ...shared, ...record }));
}

/** Texts under the name `secret` at any depth. */
function collectSecrets(value: unknown, depth = 0): string[] {
  if (depth > maxDepth || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (name !== 'secret') return collectSecrets(inner, depth + 1);
    return [inner].flat().filter((text) => typeof text === 'string');
  });
}

/** `secret=`, `"secret": "`, `name="secret"` and what else may stand before it in a body that can't be read. */
const beforeSecret = /\bsecret["']?(?:\s*[:=]\s*|\s+)["']?/g;

/** JSON with a quote too many, or cut: a person can only look into it if it is kept, and it is if its sender is known. */
const namesSecret = (text: string, secret: string): boolean =>
  [...text.matchAll(beforeSecret)].some(({ index, 0: { length } }) =>
    [secret, encodeURIComponent(secret)].some((sent) =>
      equalSecrets(text.slice(index + length, index + length + sent.length), sent),
    ),
  );

/** What is stored of the request never contains the secret. */
function withoutSecrets(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) return null;
  if (Array.isArray(value)) return value.map((element) => withoutSecrets(element, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
      name === 'secret' ? [] : [[name, withoutSecrets(inner, depth + 1)]],
    ),
  );
}
