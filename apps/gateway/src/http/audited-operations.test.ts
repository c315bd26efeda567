import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { auditEventPage } from '@goen/contracts/public';
import canonicalize from 'canonicalize';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayApp } from '../start-gateway.ts';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../testing/mail-service-process.ts';
import { fillOtherCompany, listVictimIds } from '../testing/other-company-rows.ts';
import type { GatewayApp } from './gateway-app.ts';

const sessions = 'changes sessions only, which the identity database keeps';
const reports = 'reports are facts, so that intake is not serialised';
const ownAccount = 'changes a person’s own ways to sign in, which the identity database keeps';
/** What writes no audit event, with the reason. */
const exempt: Readonly<Record<string, string>> = {
  reportRejection: reports,
  reportRejections: reports,
  reportEvent: reports,
  takeWebhook: reports,
  previewMailEdit: 'changes nothing',
  previewInvitationDraft: 'changes nothing',
  previewReplyToInterest: 'changes nothing',
  previewWording: 'changes nothing',
  requestSignInLink: 'changes nothing of a company, and nobody is known yet',
  previewSignInLink: 'changes nothing',
  signInByLink: sessions,
  beginPasskeySignIn: sessions,
  signInByPasskey: sessions,
  signOut: sessions,
  beginSingleSignOn: sessions,
  beginPasskey: ownAccount,
  addPasskey: ownAccount,
  renamePasskey: ownAccount,
  removePasskey: ownAccount,
  chooseCompany: sessions,
  revokeOtherSessions: sessions,
  revokeSession: sessions,
};

/** What needs more than the example of its documentation: the action, and the test that provokes it. */
const provokedElsewhere: Readonly<Record<string, readonly [action: string, test: string]>> = {
  // With the ids of the list they would revoke the very key that calls them.
  rotateApiKey: ['key.rotated', '../identity/api-keys/api-keys.test.ts'],
  revokeApiKey: ['key.revoked', '../identity/api-keys/api-keys.test.ts'],
  resendInvitation: ['member.invited_again', '../identity/members.test.ts'],
  changeMember: ['member.changed', '../identity/members.test.ts'],
  removeMember: ['member.removed', '../identity/members.test.ts'],
  // The provider of the example answers nothing.
  saveSingleSignOn: ['single_sign_on.changed', '../identity/single-sign-on.test.ts'],
  removeSingleSignOn: ['single_sign_on.removed', '../identity/single-sign-on.test.ts'],
  advanceCase: ['case.advanced', '../pool/cases/cases.test.ts'],
  eraseCandidate: ['candidate.erased', '../pool/candidates/candidate.test.ts'],
  replaceSavedSearch: ['saved_search.saved', '../pool/saved-searches/saved-searches.test.ts'],
  changeSettings: ['settings.changed', '../company-settings/settings.test.ts'],
  removeCandidateNote: ['candidate_note.removed', '../pool/candidates/candidate.test.ts'],
  changeNotifications: ['notifications.changed', '../mail/member-news/member-news.test.ts'],
  changeMemberNotifications: ['notifications.changed', '../mail/member-news/member-news.test.ts'],
  pauseMails: ['mails.paused', '../mail/queue/pause-mails.test.ts'],
  resumeMails: ['mails.resumed', '../mail/queue/pause-mails.test.ts'],
  createChat: ['webhook_endpoint.created', '../outbound/webhooks/webhooks.test.ts'],
  importFile: ['import.uploaded', '../inbound/imports/imports.test.ts'],
  runImport: ['import.run', '../inbound/imports/imports.test.ts'],
  correctImportRow: ['import.row_corrected', '../inbound/imports/imports.test.ts'],
  recheckImport: ['import.rechecked', '../inbound/imports/imports.test.ts'],
  addImportStatus: ['import.status_added', '../inbound/imports/imports.test.ts'],
  chooseUndatedRejections: ['import.undated_chosen', '../inbound/imports/imports.test.ts'],
  saveImportColumns: ['import.columns_saved', '../inbound/imports/imports.test.ts'],
  replayHookDelivery: ['hook_delivery.replayed', '../inbound/ats-hooks/hooks.test.ts'],
  decideMatchingMails: ['mail.approved', '../mail/queue/matching-mails.test.ts'],
  decideMails: ['mail.approved', '../mail/queue/decide-mails.test.ts'],
  requestLateResult: ['late_result.requested', '../mail/queue/personal-note.test.ts'],
  retireWording: ['wording.retired', '../mail/wordings/wordings.test.ts'],
  decideRegistrations: ['registration.confirmed', '../pool/registrations/registrations.test.ts'],
  decideSharedAddress: ['shared_address.decided', '../pool/shared-addresses/shared-addresses.test.ts'],
  createTagOverrule: ['tag_overrule.created', '../cli/tag-overrules.test.ts'],
  answerFeedbackRequest: ['feedback_request.answered', '../mail/feedback/feedback.test.ts'],
  refuseFeedbackRequest: ['feedback_request.refused', '../mail/feedback/feedback.test.ts'],
  inviteFormerCandidates: ['former_candidates.invited', '../pool/re-invitations/re-invitations.test.ts'],
  replyToInterest: ['re_invitation.replied', '../pool/re-invitations/re-invitations.test.ts'],
  reportIntroduction: ['introduction.reported', '../relay/introductions/introductions.test.ts'],
  reportEmployment: ['employment.reported', '../relay/introductions/introductions.test.ts'],
  replayWebhookEvent: ['webhook_event.replayed', '../outbound/webhooks/webhooks.test.ts'],
  retrySyncRecords: ['sync_records.retried', '../outbound/crm-sync/sync.test.ts'],
  resyncConnection: ['connection.resynced', '../outbound/crm-sync/sync.test.ts'],
};

/** The operator's own: the action, and the test that provokes it. */
const ofOperator: Readonly<Record<string, readonly [action: string, test: string]>> = {
  addStaff: ['staff.added', '../identity/members.test.ts'],
  removeStaff: ['staff.removed', '../identity/members.test.ts'],
  createOperatorCompany: ['company.created', '../operator/companies/companies.test.ts'],
  inviteOwner: ['member.added', '../operator/companies/companies.test.ts'],
  suspendCompany: ['company.suspended', '../operator/companies/companies.test.ts'],
  resumeCompany: ['company.resumed', '../operator/companies/companies.test.ts'],
  nudgeOperatorCase: ['case.nudged', '../operator/operator.test.ts'],
  pauseOperatorCase: ['mail.held', '../operator/operator.test.ts'],
  resumeOperatorCase: ['mail.released', '../operator/operator.test.ts'],
  recordLicence: ['licence.recorded', '../operator/operator.test.ts'],
  answerComplaint: ['complaint.answered', '../operator/operator.test.ts'],
  setRetention: ['retention.changed', '../operator/platform/retention.test.ts'],
};

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let app: GatewayApp;
let ids: readonly string[];
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startGatewayFixture(), startMailServiceProcess()]);
  app = createGatewayApp({ ...gateway.context, mail: mail.address }, { operatorName: 'Goen', trustedProxies: 1 }, {});
  await gateway.migrateIdentity();
  await fillOtherCompany(gateway);
  ids = await listVictimIds(gateway);
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

type Described = {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
};
type Operation = Described & { readonly method: string; readonly path: string };

/** Deletions last, and what disables before them. */
const order: readonly string[] = ['post', 'put', 'patch', 'delete'];

async function listChanges(path = '/openapi.json'): Promise<Operation[]> {
  const document = (await (await app.request(path)).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  const changes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => order.includes(method))
      .map(([method, described]) => ({ ...described, path, method })),
  );
  return changes.toSorted((a, b) => order.indexOf(a.method) - order.indexOf(b.method));
}

/** Calls an operation with its example and each id of the company, until one is accepted. */
async function callWithSomeId({ method, path, requestBody }: Operation): Promise<number> {
  const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const example = typeof media?.example === 'string' ? media.example : JSON.stringify(media?.example);
  let status = 0;
  for (const id of path.includes('{') ? ids : ids.slice(0, 1)) {
    const response = await app.request(path.replace('{month}', '2026-10').replaceAll(/\{\w+\}/g, id), {
      method: method.toUpperCase(),
      headers: {
        authorization: `Bearer ${gateway.aoba.key}`,
        'x-forwarded-for': '203.0.113.77',
        'idempotency-key': randomUUID(),
        ...(type ? { 'content-type': type } : {}),
      },
      ...(type ? { body: example } : {}),
    });
    ({ status } = response);
    if (response.ok) break;
  }
  return status;
}

const readEvents = () =>
  gateway.rows<{ actor: string; network: string | null; data: object }>(
    'select actor, network, data from audit_event where company_id = ? order by seq',
    [gateway.aoba.id],
  );

test('every operation that changes something writes who did it, from where, or has a reason not to', async () => {
  const changes = await listChanges();
  expect(changes.length).toBeGreaterThan(40);
  const wrong: string[] = [];
  for (const operation of changes) {
    const { operationId } = operation;
    if (operationId in exempt || operationId in provokedElsewhere) continue;
    const before = (await readEvents()).length;
    const status = await callWithSomeId(operation);
    const [event] = (await readEvents()).slice(before);
    if (status >= 400)
      wrong.push(`${operationId} is not accepted as documented (${status}): list a test that provokes it`);
    else if (event === undefined) wrong.push(`${operationId} writes no audit event`);
    else if (event.actor !== `key:${gateway.aoba.actor.id}`)
      wrong.push(`${operationId} is recorded under ${event.actor}`);
    else if (event.network !== '203.0.113.0/24') wrong.push(`${operationId} is recorded from ${event.network}`);
  }
  expect(wrong).toEqual([]);
  const named = new Set(changes.map(({ operationId }) => operationId));
  expect([...Object.keys(exempt), ...Object.keys(provokedElsewhere)].filter((id) => !named.has(id))).toEqual([]);
}, 120_000);

test('every operation of the operator that changes something stands on the list', async () => {
  const changes = await listChanges('/operator/openapi.json');
  expect(changes.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(ofOperator).toSorted());
});

const listed = Object.entries({ ...provokedElsewhere, ...ofOperator });
test.each(listed)('%s is audited where the list says', (_id, [action, file]) => {
  expect(file).toMatch(/\.test\.ts$/);
  expect(readFileSync(new URL(file, import.meta.url), 'utf8')).toContain(`'${action}'`);
});

const read = async (query: string, key = gateway.aoba.key) =>
  (await app.request(`/v1/audit-events${query}`, { headers: { authorization: `Bearer ${key}` } })).text();
const list = async (query: string, key?: string) => auditEventPage.parse(JSON.parse(await read(query, key)));

test('a company reads its own log in pages, newest or oldest first, and by actor, action, subject and time', async () => {
  const all = await list('?order=oldest&limit=200');
  expect(all.items.map(({ seq }) => seq)).toEqual(all.items.map((_event, index) => index + 1));
  expect(all.items.find(({ actor }) => actor.kind === 'key')).toMatchObject({
    actor: gateway.aoba.actor,
    action: 'webhook_endpoint.created',
    subject: { type: 'webhook_endpoint' },
  });
  const first = await list('?limit=2');
  const second = await list(`?limit=2&cursor=${first.next}`);
  const newest = all.items.toReversed().slice(0, 4);
  expect([...first.items, ...second.items]).toEqual(newest);
  const select = async (query: string) => (await list(`?order=oldest&limit=200&${query}`)).items;
  const [position] = all.items.filter(({ action }) => action === 'position.changed');
  expect(await select(`action=position&subject_id=${position?.subject.id}`)).toEqual(
    all.items
      .filter(({ subject }) => subject.id === position?.subject.id && subject.type === 'position')
      .filter(({ action }) => action.startsWith('position.')),
  );
  expect(await select(`action=position.changed`)).toEqual([position]);
  expect(await select(`actor=key:${gateway.aoba.actor.id}`)).toEqual(
    all.items.filter(({ actor }) => actor.id === gateway.aoba.actor.id),
  );
  expect((await select('actor=operator')).map(({ action }) => action)).toEqual(['company.created', 'key.created']);
  expect(await select(`subject_type=connection&to=2020-01-01T00:00:00Z`)).toEqual([]);
  const theirs = (await list('?limit=200', gateway.hinode.key)).items.map(({ action }) => action);
  expect(theirs).toEqual(['key.created', 'company.created']);
  expect(JSON.parse(await read('?cursor=x'))).toMatchObject({ code: 'invalid_cursor' });
});

test('the export can be checked without us, and shows that an event is missing or was changed', async () => {
  const lines = (await read('/export?as=ndjson')).trim().split('\n');
  expect(lines).toHaveLength((await readEvents()).length);
  type Line = { seq: number; entry: object; entry_hash: string; hash: string };
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const isWhole = (given: readonly string[]) => {
    let before = '0'.repeat(64);
    return given.every((line, index) => {
      const { seq, entry, entry_hash: entryHash, hash } = JSON.parse(line) as Line;
      const isRight =
        seq === index + 1 &&
        sha256(canonicalize(entry) ?? '') === entryHash &&
        sha256(`${before}:${seq}:${entryHash}`) === hash;
      before = hash;
      return isRight;
    });
  };
  expect(isWhole(lines)).toBe(true);
  expect(isWhole(lines.toSpliced(3, 1))).toBe(false);
  expect(isWhole(lines.map((line) => line.replace('position.opened', 'position.closed')))).toBe(false);
  const [header, ...rows] = parse(await read('/export'), { bom: true });
  expect([header?.slice(0, 2), rows.length]).toEqual([['連番', '日時'], lines.length]);
  expect(await read('/export')).not.toMatch(/Himitsu|himitsu@|saiyo@/i);
});
