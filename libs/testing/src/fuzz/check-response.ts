import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { DocumentedResponse, FuzzDocument, Target } from './fuzz-document.ts';

export type CheckResponse = (target: Target, status: number, contentType: string, body: string) => string | null;

/** Checks answers against the document: the status is documented, and so are media type and body. */
export function createResponseCheck(document: FuzzDocument): CheckResponse {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
  (addFormats as unknown as (to: Ajv2020) => void)(ajv);
  ajv.addSchema(document, 'document');
  return ({ method, path, operation }, status, contentType, body) => {
    const documented = operation.responses[status];
    if (documented === undefined) return `answers an undocumented ${status}: ${body.slice(0, 200)}`;
    const { content, pointer } = locate(document, documented, `/paths/${escape(path)}/${method}/responses/${status}`);
    const type = contentType.split(';')[0]?.trim() ?? '';
    if (content === undefined) return body === '' ? null : `answers ${status} with an undocumented body`;
    if (!(type in content)) return `answers ${status} with the undocumented type "${type}"`;
    if (!/[/+]json$/.test(type) || content[type]?.schema === undefined) return null;
    const reference = `document#${pointer}/content/${escape(type)}/schema`;
    const validate = ajv.getSchema(reference) ?? ajv.compile({ $ref: reference });
    if (validate(parseJson(body))) return null;
    const [error] = validate.errors ?? [];
    return `answers ${status} with a body that is not as documented: ${error?.instancePath} ${error?.message} ${body.slice(0, 300)}`;
  };
}

function locate({ components }: FuzzDocument, response: DocumentedResponse, own: string) {
  const name = response.$ref?.split('/').pop();
  if (name === undefined) return { content: response.content, pointer: own };
  return { content: components?.responses?.[name]?.content, pointer: `/components/responses/${escape(name)}` };
}

const escape = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
