import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** The folder of the vendors' published descriptions; tests that compare with them run only where it is named. */
export const vendorSpecs = process.env.VENDOR_SPECS;

export type Description = {
  /**
   * What the description holds against an answer: the validator's errors, and the keys of the answer that the
   * description does not know, since most of its keys are optional. `pointer` names a schema, as a JSON Pointer.
   */
  faults(pointer: string, answer: unknown, undescribed?: readonly string[]): unknown[];
};

export function readDescription(file: string): Description {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // YAML's parser reads JSON too.
  ajv.addSchema(parse(readFileSync(join(vendorSpecs ?? '', file), 'utf8')) as object, 'described');
  return {
    faults(pointer, answer, undescribed = []) {
      const validate = ajv.getSchema(`described#${encodeURI(pointer)}`);
      if (!validate) throw new Error(`The description has no schema ${pointer}.`);
      const valid = validate(answer) === true;
      const { properties } = validate.schema as { properties?: Record<string, unknown> };
      const unknown = properties
        ? Object.keys(answer as object).filter((key) => !(key in properties) && !undescribed.includes(key))
        : [];
      return [...(valid ? [] : (validate.errors ?? [])), ...unknown];
    },
  };
}

/** The schema of an operation's JSON answer. */
export const answerOf = (path: string, method: string, status: number): string =>
  `/paths/${path.replaceAll('/', '~1')}/${method}/responses/${status}/content/application~1json/schema`;
