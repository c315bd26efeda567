import type { LedgerFixture } from './ledger-fixture.ts';

/**
 * Makes every n-th writing transaction fail between its inserts and its commit, by a trigger; 0 turns it off. The count
 * is a sequence, so it survives the rollback.
 */
export async function installCrashes({ asOwner }: LedgerFixture): Promise<{ every(n: number): Promise<void> }> {
  await asOwner('create table crash_plan (every int not null)');
  await asOwner('insert into crash_plan values (0)');
  await asOwner('create sequence crash_count');
  await asOwner('grant select on crash_plan to credit_app');
  await asOwner('grant usage on crash_count to credit_app');
  await asOwner(`create function crash() returns trigger language plpgsql as $$
    declare planned int := (select every from crash_plan);
    begin
      if planned > 0 and nextval('crash_count') % planned = 0 then raise exception 'crashed on purpose'; end if;
      return null;
    end $$`);
  await asOwner('create trigger crash after update on balance for each statement execute function crash()');
  return {
    async every(n) {
      await asOwner('update crash_plan set every = ?', [n]);
    },
  };
}
