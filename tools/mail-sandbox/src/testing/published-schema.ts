import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** The folder of the vendors' OpenAPI documents; the tests that need them are skipped when it is not set. */
export const vendorSpecs = process.env.VENDOR_SPECS;

export type PublishedSchema = {
  /**
   * Validates a value against the schema at `pointer` (a JSON Pointer). Returns the validator's errors and the keys
   * that the schema does not know, since most keys are optional; `tolerated` keys are not reported.
   */
  findMismatches(pointer: string, value: unknown, tolerated?: readonly string[]): unknown[];
};

export function loadPublishedSchema(file: string): PublishedSchema {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // The YAML parser also reads JSON.
  ajv.addSchema(parse(readFileSync(join(vendorSpecs ?? '', file), 'utf8')) as object, 'published');
  return {
    findMismatches(pointer, value, tolerated = []) {
      const validate = ajv.getSchema(`published#${encodeURI(pointer)}`);
      if (!validate) throw new Error(`The published document has no schema ${pointer}.`);
      const errors = validate(value) === true ? [] : (validate.errors ?? []);
      const { properties } = validate.schema as { properties?: Record<string, unknown> };
      const unknownKeys = properties
        ? Object.keys(value as object).filter((key) => !(key in properties) && !tolerated.includes(key))
        : [];
      return [...errors, ...unknownKeys];
    },
  };
}

/** The pointer to the schema of an operation's JSON response. */
export const toResponsePointer = (path: string, method: string, status: number): string =>
  `/paths/${path.replaceAll('/', '~1')}/${method}/responses/${status}/content/application~1json/schema`;
