import { expect, test } from 'vitest';
import { findSchemaFault } from './schema-version.ts';

const known = ['001-tables', '002-roles!'];

test.each([
  ['the same schema', known, ''],
  ['a newer schema that older versions can use', [...known, '003-column'], ''],
  ['a newer schema that breaks older versions', [...known, '003-column', '004-tokens!'], /ahead.*004-tokens!/],
  ['an empty database', [], /behind.*001-tables and 1 more.*npm run migrate/],
  ['a schema that lacks the last migration', ['001-tables'], /behind.*002-roles!\./],
])('%s', (_case, applied, fault) => {
  expect(findSchemaFault(known, applied) ?? '').toMatch(fault === '' ? /^$/ : fault);
});
