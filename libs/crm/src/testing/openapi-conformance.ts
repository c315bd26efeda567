import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { RecordedRequest } from './recording-proxy.ts';

/** The folder of the vendors' published OpenAPI files; tests that need them run only when it is set. */
export const vendorSpecs = process.env.VENDOR_SPECS;

type Operation = {
  requestBody?: { content?: { 'application/json'?: { schema: object } } };
  parameters?: readonly { name: string; in: string; required?: boolean }[];
};
type OpenApi = { paths: Record<string, Record<string, Operation>> };

/** Checks requests against these OpenAPI files: path, method, query and body. Returns the violations. */
export function createRequestChecker(files: readonly string[]): (request: RecordedRequest) => unknown[] {
  const specs = files.map((file) => {
    const spec = JSON.parse(readFileSync(join(vendorSpecs ?? '', file), 'utf8')) as OpenApi;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(spec, file);
    return { file, ajv, paths: spec.paths };
  });
  return ({ method, path, body }) => {
    const { pathname, searchParams } = new URL(path, 'http://x');
    for (const { file, ajv, paths } of specs) {
      // A literal path takes precedence over one with a parameter.
      const template = Object.keys(paths)
        .toSorted((a, b) => Number(a.includes('{')) - Number(b.includes('{')))
        .find((pattern) => new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname));
      const operation = template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
      if (template === undefined || operation === undefined) continue;
      const queryParameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
      const missing = queryParameters
        .filter(({ name, required }) => required && !searchParams.has(name))
        .map(({ name }) => `${name} is missing`);
      const unknown = [...searchParams.keys()].filter((key) => !queryParameters.some(({ name }) => name === key));
      const pointer = `/paths/${template.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
      if (operation.requestBody === undefined) return [...missing, ...unknown];
      const validate = ajv.getSchema(`${file}#${encodeURI(pointer)}`);
      if (!validate) throw new Error(`No schema for ${method} ${template}`);
      return [...missing, ...unknown, ...(validate(body) === true ? [] : (validate.errors ?? []))];
    }
    return [`${method} ${pathname} is not in the specification`];
  };
}
