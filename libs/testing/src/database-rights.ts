import type { Database } from '@goen/service-kit/database';

export type ExpectedRights = {
  readonly owner: string;
  /** Role → privileges in lower case and alphabetical order → tables, views or `table(column)`. */
  readonly grants: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Tables without row-level security, each with its reason. */
  readonly unprotected: Readonly<Record<string, string>>;
};

const isOurs = (schema: string) => `${schema} !~ '^pg_' and ${schema} <> 'information_schema'`;

/**
 * Walks the catalogue of a database, as its owner: every table has forced row-level security or a reason, every role
 * the rights of its list and no others, nothing is granted to PUBLIC or by default, and functions that run as the owner
 * have a fixed search path. Returns what is otherwise.
 */
export async function listRightFaults(orm: Database, expected: ExpectedRights): Promise<string[]> {
  const read = async (sql: string) => (await orm.em.fork().execute<{ fault: string }[]>(sql)).map(({ fault }) => fault);
  const open = await read(
    `select relname as fault from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind in ('r', 'p') and ${isOurs('nspname')} and not (relrowsecurity and relforcerowsecurity)`,
  );
  const granted = await read(grantsOf(expected.owner));
  const wanted = Object.entries(expected.grants).flatMap(([role, byPrivileges]) =>
    Object.entries(byPrivileges).flatMap(([privileges, tables]) =>
      tables.map((on) => `${role}: ${privileges} on ${on}`),
    ),
  );
  return [
    ...difference(open, Object.keys(expected.unprotected)).map((table) => `${table} has no forced row-level security`),
    ...difference(Object.keys(expected.unprotected), open).map((table) => `${table} is protected, but on the list`),
    ...difference(granted, wanted).map((grant) => `granted, but not on the list: ${grant}`),
    ...difference(wanted, granted).map((grant) => `on the list, but not granted: ${grant}`),
    ...(await read(otherFaults(expected.owner, Object.keys(expected.grants)))),
  ];
}

const difference = (these: readonly string[], those: readonly string[]) =>
  these.filter((item) => !those.includes(item));

/** Grants on tables, views, sequences and columns, without what an owner has anyway. */
const grantsOf = (owner: string) => `
  select format('%s: %s on %s', role, string_agg(lower(privilege_type), ', ' order by privilege_type), name) as fault
  from (
    select coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC') as role, privilege_type,
      case nspname when 'public' then relname else nspname || '.' || relname end as name
    from pg_class c join pg_namespace n on n.oid = relnamespace, aclexplode(relacl)
    where ${isOurs('nspname')}
    union all
    select coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC'), privilege_type, format('%s(%s)', relname, attname)
    from pg_attribute join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace, aclexplode(attacl)
    where ${isOurs('nspname')}
  ) g where role <> '${owner}' group by role, name order by 1`;

const otherFaults = (owner: string, roles: readonly string[]) => `
  select format('the policy %s on %s is for every role', polname, polrelid::regclass) as fault
    from pg_policy where 0 = any (polroles)
  union all
  select format('the function %s runs as its owner without a fixed search path', p.oid::regprocedure)
    from ${ourFunctions} where prosecdef and not coalesce(proconfig::text ~ 'search_path', false)
  union all
  select format('the function %s is executable by PUBLIC', p.oid::regprocedure)
    from ${ourFunctions}, aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0
  union all
  select format('the schema %s grants %s to PUBLIC', nspname, privilege_type)
    from pg_namespace, aclexplode(nspacl) where ${isOurs('nspname')} and grantee = 0
  union all
  select format('%s can create in the schema %s', grantee::regrole, nspname)
    from pg_namespace, aclexplode(nspacl)
    where ${isOurs('nspname')} and privilege_type = 'CREATE' and grantee = any (array[${quoteList(roles)}]::regrole[])
  union all
  select format('the database grants %s to %s', privilege_type, coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC'))
    from pg_database, aclexplode(datacl) where datname = current_database() and grantee <> datdba
      and (privilege_type <> 'CONNECT' or grantee = 0)
  union all
  select format('%s is granted %s by default', grantee::regrole, privilege_type)
    from pg_default_acl, aclexplode(defaclacl) where grantee <> '${owner}'::regrole
  union all
  select format('%s has an attribute of a superuser', rolname)
    from pg_roles where rolname in (${quoteList([owner, ...roles])})
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
  union all
  select format('%s has no search_path of its own', p.oid::regprocedure) from ${ourFunctions}
    where prolang = (select oid from pg_language where lanname = 'plpgsql')
      and not exists (select from unnest(proconfig) setting where setting like 'search_path=%')
  union all
  select format('%s is a member of %s', member::regrole, roleid::regrole)
    from pg_auth_members where member = any (array[${quoteList(roles)}]::regrole[])`;

const ourFunctions = `(select p.* from pg_proc p join pg_namespace n on n.oid = pronamespace
  where ${isOurs('nspname')} and not exists (select from pg_depend where objid = p.oid and deptype = 'e')) p`;

const quoteList = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
