import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The folder of the vendors' published OpenAPI files. Tests that compare with them run only where it is set. */
export const vendorSpecsDir = process.env.VENDOR_SPECS;

type Schema = { properties?: Record<string, unknown> };

type OpenapiSpec = {
  /**
   * Validates a value against a named schema. Returns the validator's errors and the keys that the schema does not
   * know: most of its keys are optional, so a misspelt one would pass otherwise.
   */
  readonly findViolations: (schema: string, value: unknown, allowedKeys?: readonly string[]) => unknown[];
};

export function readOpenapiSpec(file: string): OpenapiSpec {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(JSON.parse(readFileSync(join(vendorSpecsDir ?? '', file), 'utf8')) as object, 'spec');
  return {
    findViolations(schema, value, allowedKeys = []) {
      const validate = ajv.getSchema(`spec#/components/schemas/${schema}`);
      if (!validate) throw new Error(`${file} has no schema ${schema}`);
      const isValid = validate(value) === true;
      const { properties = {} } = validate.schema as Schema;
      const unknownKeys = Object.keys(value as object).filter(
        (key) => !(key in properties) && !allowedKeys.includes(key),
      );
      return [...(isValid ? [] : (validate.errors ?? [])), ...unknownKeys];
    },
  };
}
