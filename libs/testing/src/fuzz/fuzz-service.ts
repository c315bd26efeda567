import * as fc from 'fast-check';
import { createResponseCheck } from './check-response.ts';
import { type FuzzDocument, listTargets, nameTarget, type Target } from './fuzz-document.ts';
import { type FuzzRequest, requestOf } from './generate-request.ts';

export type FuzzInit = { readonly method: string; readonly headers: Record<string, string>; readonly body?: string };
export type FuzzOptions = {
  readonly document: object;
  readonly send: (path: string, init: FuzzInit, target: Target) => Promise<Response> | Response;
  readonly seed: number;
  /** Requests per operation. */
  readonly runs: number;
  /** Operations that would end the access of the fuzz itself, by their id. */
  readonly skipped?: readonly string[];
  /** Only these are named, however many others answers show. Without them, ids of earlier answers are. */
  readonly ids?: readonly string[];
  /** Statuses from 500, or codes of their problems, that are expected here because something is missing. */
  readonly expectedErrors?: readonly (number | string)[];
};
export type FuzzResult = {
  readonly calls: number;
  /** How many requests got an answer below 300: a fuzz that is only refused shows little. */
  readonly successes: number;
  readonly serverErrors: readonly string[];
  readonly undocumented: readonly string[];
};

/** Operations that take the access of their caller, for `skipped`. */
export const endsAccess: readonly string[] = [
  'signOut',
  'revokeSession',
  'revokeOtherSessions',
  'revokeApiKey',
  'rotateApiKey',
  'removeMember',
  'changeMember',
  'removeStaff',
  'suspendCompany',
];

const mostIds = 400;

/**
 * Sends valid and nearly valid requests to every operation of an OpenAPI document, and compares each answer with the
 * document. The operations take turns, so that later requests meet what earlier ones made. Each fault is listed once.
 */
export async function fuzzService(options: FuzzOptions): Promise<FuzzResult> {
  const document = options.document as FuzzDocument;
  const check = createResponseCheck(document);
  const ids: string[] = [...(options.ids ?? [])];
  const serverErrors = new Map<string, string>();
  const undocumented = new Map<string, string>();
  let calls = 0;
  let successes = 0;
  const plans = listTargets(document)
    .filter((target) => !options.skipped?.includes(nameTarget(target)))
    .map((target, index) => ({
      target,
      requests: fc.sample(requestOf(document, target), { seed: options.seed + index, numRuns: options.runs }),
    }));
  for (let turn = 0; turn < options.runs; turn += 1) {
    for (const { target, requests } of plans) {
      const request = requests[turn];
      if (request === undefined) continue;
      const { path, init } = toCall(target, request, ids);
      const response = await options.send(path, init, target);
      const type = response.headers.get('content-type') ?? '';
      const body = await readBody(response, type);
      calls += 1;
      if (response.status < 300) successes += 1;
      if (options.ids === undefined) collectIds(body, ids);
      const call = `${nameTarget(target)}: ${init.method} ${path} ${init.body?.slice(0, 600) ?? ''}`;
      if (response.status >= 500 && !isExpected(options, response.status, body)) {
        const key = `${nameTarget(target)} ${response.status}`;
        if (!serverErrors.has(key)) serverErrors.set(key, `${call} answers ${response.status}: ${body.slice(0, 200)}`);
        continue;
      }
      const fault = check(target, response.status, type, body);
      const key = `${nameTarget(target)} ${fault?.slice(0, 60)}`;
      if (fault !== null && !undocumented.has(key)) undocumented.set(key, `${call} ${fault}`);
    }
  }
  return { calls, successes, serverErrors: [...serverErrors.values()], undocumented: [...undocumented.values()] };
}

const isExpected = ({ expectedErrors = [] }: FuzzOptions, status: number, body: string): boolean =>
  expectedErrors.some((error) => (typeof error === 'number' ? error === status : body.includes(`"code":"${error}"`)));

function toCall({ method, path, operation }: Target, request: FuzzRequest, ids: readonly string[]) {
  const query = new URLSearchParams();
  let place = 0;
  const pick = (value: unknown, isId: boolean): string => {
    const known = ids[(request.idChoice * 7 + place++) % Math.max(ids.length, 1)];
    return toText(isId && request.idChoice >= 0 && known !== undefined ? known : value);
  };
  let filled = path;
  for (const { name, in: where, schema } of operation.parameters ?? []) {
    if (!(name in request.parameters)) continue;
    const text = pick(request.parameters[name], schema.format === 'uuid');
    if (where === 'query') query.append(name, text.toWellFormed());
    if (where === 'path') filled = filled.replace(`{${name}}`, () => toSegment(text));
  }
  // What no parameter of the document fills.
  filled = filled.replaceAll(/\{\w+\}/g, 'x');
  const { body } = request;
  return {
    path: query.size > 0 ? `${filled}?${query.toString()}` : filled,
    init: {
      method: method.toUpperCase(),
      headers: { ...request.headers, ...(body === null ? {} : { 'content-type': body.type }) },
      ...(body === null ? {} : { body: toBody(body) }),
    },
  };
}

/** An empty segment or one of dots only would be another path. */
const toSegment = (text: string): string => encodeURIComponent(/^\.*$/.test(text) ? 'x' : text.toWellFormed());
const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)) ?? 'null';

function toBody({ type, content }: NonNullable<FuzzRequest['body']>): string {
  if (type === 'application/x-www-form-urlencoded' && typeof content === 'object' && content !== null) {
    return new URLSearchParams(
      Object.entries(content).map(([key, value]) => [key, toText(value).toWellFormed()]),
    ).toString();
  }
  return typeof content === 'string' && type !== 'application/json' ? content : JSON.stringify(content);
}

/** A stream has no end: its head is enough. */
async function readBody(response: Response, type: string): Promise<string> {
  if (!type.startsWith('text/event-stream')) return response.text();
  await response.body?.cancel();
  return '';
}

/** The first and the latest ids that answers named. */
function collectIds(body: string, ids: string[]): void {
  for (const [id] of body.matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)) {
    if (ids.includes(id)) continue;
    if (ids.length < mostIds) ids.push(id);
    else ids[mostIds / 2 + (body.length % (mostIds / 2))] = id;
  }
}
