import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The folder of the vendors' published descriptions; tests that compare with them run only where it is named. */
export const vendorSpecs = process.env.VENDOR_SPECS;

type Schema = { properties?: Record<string, unknown> };

export type Description = {
  /**
   * What the description holds against an answer: the validator's errors, and the keys of the answer that the
   * description does not know, since most of its keys are optional.
   */
  readonly faults: (schema: string, answer: unknown, undescribed?: readonly string[]) => unknown[];
};

export function readDescription(file: string): Description {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(JSON.parse(readFileSync(join(vendorSpecs ?? '', file), 'utf8')) as object, 'described');
  return {
    faults(schema, answer, undescribed = []) {
      const validate = ajv.getSchema(`described#/components/schemas/${schema}`);
      if (!validate) throw new Error(`The description has no schema ${schema}.`);
      const valid = validate(answer) === true;
      const { properties = {} } = validate.schema as Schema;
      const unknown = Object.keys(answer as object).filter((key) => !(key in properties) && !undescribed.includes(key));
      return [...(valid ? [] : (validate.errors ?? [])), ...unknown];
    },
  };
}
