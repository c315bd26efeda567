import { createHash } from 'node:crypto';

/** What a session may be told: the company that it acts for, or the connection that an inbound webhook names. */
export type TokenPurpose = 'company' | 'hook';

export type SessionKey = { readonly inner: Buffer; readonly outer: Buffer };

/**
 * A value for the session variable `app.<purpose>` that the database believes: the id and a MAC of it. The key never
 * enters a session that runs queries, so an injected statement cannot name another company.
 */
export function createToken({ inner, outer }: SessionKey, purpose: TokenPurpose, id: string): string {
  const hash = (...parts: readonly (Buffer | string)[]) => {
    const sha256 = createHash('sha256');
    for (const part of parts) sha256.update(part);
    return sha256.digest();
  };
  const value = id.toLowerCase();
  return `${value}.${hash(outer, hash(inner, `${purpose}:${value}`)).toString('hex')}`;
}

/** The function by which policies read such a variable: null without one, an error if the MAC is wrong. */
export const createTokenReader = (name: string, purpose: TokenPurpose): string => `
  create or replace function ${name}() returns uuid language plpgsql stable parallel safe security definer
    set search_path = pg_catalog, pg_temp as $$
  declare
    token text := current_setting('app.${purpose}', true);
    id text := left(token, 36);
    key keys.session_key;
  begin
    if token is null or token = '' then return null; end if;
    select * into strict key from keys.session_key;
    if substr(token, 38) is distinct from encode(
      sha256(key.outer_key || sha256(key.inner_key || convert_to('${purpose}:' || id, 'UTF8'))), 'hex')
    then
      raise exception 'The session names a ${purpose} without its token' using errcode = 'insufficient_privilege';
    end if;
    return id::uuid;
  end $$`;
