import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Asked } from './recording-proxy.ts';

/** The folder of the vendors' published descriptions; tests that compare with them run only where it is named. */
export const vendorSpecs = process.env.VENDOR_SPECS;

type Operation = {
  requestBody?: { content?: { 'application/json'?: { schema: object } } };
  parameters?: readonly { name: string; in: string; required?: boolean }[];
};
type Description = { paths: Record<string, Record<string, Operation>> };

/** What the descriptions of these files hold against a request: the path, the method, the query, the body. */
export function requestFaults(files: readonly string[]): (asked: Asked) => unknown[] {
  const described = files.map((file) => {
    const description = JSON.parse(readFileSync(join(vendorSpecs ?? '', file), 'utf8')) as Description;
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(description, file);
    return { file, ajv, ...description };
  });
  return ({ method, path, body }) => {
    const { pathname, searchParams } = new URL(path, 'http://x');
    for (const { file, ajv, paths } of described) {
      // A path that is written out comes before one with a part left open.
      const template = Object.keys(paths)
        .toSorted((a, b) => Number(a.includes('{')) - Number(b.includes('{')))
        .find((one) => new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname));
      const operation = template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
      if (template === undefined || operation === undefined) continue;
      const missing = (operation.parameters ?? [])
        .filter((one) => one.in === 'query' && one.required && !searchParams.has(one.name))
        .map(({ name }) => `${name} is missing`);
      const unknown = [...searchParams.keys()].filter(
        (name) => !operation.parameters?.some((one) => one.in === 'query' && one.name === name),
      );
      const pointer = `/paths/${template.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
      if (operation.requestBody === undefined) return [...missing, ...unknown];
      const validate = ajv.getSchema(`${file}#${encodeURI(pointer)}`);
      if (!validate) throw new Error(`No schema of ${method} ${template}`);
      return [...missing, ...unknown, ...(validate(body) === true ? [] : (validate.errors ?? []))];
    }
    return [`${method} ${pathname} is not described`];
  };
}
