import { PostgreSqlPlatform } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeLiteral } from './escape-literal.ts';

test('literals are the same as MikroORM’s', () => {
  const platform = new PostgreSqlPlatform();
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom("'", '\\', '"', 'E', ' ', '髙', '\n', '?', '$1', "''", '\\\\') }),
    fc.string({ unit: 'binary' }),
  );
  const isSame = fc.property(text, (value) => escapeLiteral(value) === platform.escape(value));
  expect(fc.check(isSame)).toMatchObject({ failed: false });
});
