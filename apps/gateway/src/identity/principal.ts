import type { ApiScope, MemberRole } from '@goen/case-store';
import type { AuditActor } from '@goen/cases';
import type { Context } from 'hono';
import { readAddress, shortenAddress } from '../http/network.ts';

export type KeyPrincipal = {
  readonly kind: 'key';
  readonly keyId: string;
  readonly name: string;
  readonly companyId: string;
  readonly scopes: readonly ApiScope[];
  /** A key of a sandbox company, for testing an integration. */
  readonly isTest: boolean;
  readonly expiresAt: Date | null;
};
export type MemberPrincipal = {
  readonly kind: 'member';
  readonly memberId: string;
  readonly companyId: string;
  readonly role: MemberRole;
  readonly scopes: readonly ApiScope[];
  readonly sessionId: string;
};
export type OperatorPrincipal = { readonly kind: 'operator'; readonly operatorId: string; readonly sessionId: string };

/** Who a request comes from. */
export type Principal = KeyPrincipal | MemberPrincipal | OperatorPrincipal;

/** What authentication leaves on the request. `companyId` is set for keys and members. */
export type PrincipalVariables = { principal: Principal; companyId: string; trustedProxies: number };

export function setPrincipal(c: Context, principal: Principal, trustedProxies: number): void {
  c.set('principal', principal);
  c.set('trustedProxies', trustedProxies);
  if (principal.kind !== 'operator') c.set('companyId', principal.companyId);
}

/** Under whom the change of a request is recorded, and from where: for `recordAudit` and facts. */
export function readActor(c: Context): AuditActor {
  const principal = c.get('principal') as Principal;
  const address = readAddress(c, c.get('trustedProxies') as number);
  return { kind: principal.kind, id: readId(principal), network: address === null ? null : shortenAddress(address) };
}

/** Whether the key, or the role of the member, has a scope that only a part of an operation needs. */
export function hasScope(c: Context, scope: ApiScope): boolean {
  const principal = c.get('principal') as Principal;
  return principal.kind !== 'operator' && principal.scopes.includes(scope);
}

function readId(principal: Principal): string {
  if (principal.kind === 'key') return principal.keyId;
  return principal.kind === 'member' ? principal.memberId : principal.operatorId;
}
