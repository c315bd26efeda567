import { noteChange, withCompany } from '@goen/case-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import type { Browser } from '../testing/sign-in-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const patience = { timeout: 30_000 };

/** Reads a stream in the background. */
async function follow(browser: Browser, headers: Record<string, string> = {}) {
  const response = await browser.get('/v1/live', headers);
  const events: string[] = [];
  const stream = { response, events, ended: false, cancel: () => {} };
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  stream.cancel = () => void reader?.cancel();
  const read = async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      events.push(...part.value.split('\n\n').filter((event) => event !== ''));
    }
    stream.ended = true;
  };
  void read().catch(() => (stream.ended = true));
  return stream;
}
type Stream = Awaited<ReturnType<typeof follow>>;
const topicsOf = ({ events }: Stream) =>
  new Set(
    events.flatMap((event) => {
      const [, data] = /^event: changed\ndata: (.+)$/m.exec(event) ?? [];
      return data === undefined ? [] : (JSON.parse(data) as { topics: string[] }).topics;
    }),
  );

test('each of two companies hears of its own changes, and of topics only', async () => {
  const [hinode, aoba] = [gateway.hinode, gateway.aoba];
  const owner = await gateway.member(hinode.id, 'owner');
  const stranger = await gateway.member(aoba.id, 'owner');
  const own = await follow(owner.browser);
  expect(own.response.headers.get('content-type')).toBe('text/event-stream');
  await expect.poll(() => own.events.some((event) => event.startsWith('event: hello')), patience).toBe(true);
  // The gateway has connected to hear of changes: what came before may have been missed.
  await expect.poll(() => own.events.some((event) => event.startsWith('event: resync')), patience).toBe(true);
  const other = await follow(stranger.browser);

  await gateway.post('/v1/rejections', aReport());
  await expect.poll(() => [...topicsOf(own)], patience).toEqual(expect.arrayContaining(['cases', 'mails']));
  await owner.browser.post('/v1/positions', { title: 'エンジニア' });
  await expect.poll(() => [...topicsOf(own)], patience).toEqual(expect.arrayContaining(['positions', 'audit']));

  await stranger.browser.post('/v1/positions', { title: '営業' });
  await expect.poll(() => [...topicsOf(other)], patience).toEqual(expect.arrayContaining(['positions', 'audit']));
  expect([...topicsOf(other)].filter((topic) => topic === 'cases' || topic === 'mails')).toEqual([]);
  expect(own.events.concat(other.events).join()).not.toContain('髙橋');

  // The session ends: so does its stream, at the next heartbeat, and nobody else's.
  await owner.browser.post('/v1/sign-out');
  await expect.poll(() => own.ended, patience).toBe(true);
  expect(other.ended).toBe(false);
  other.cancel();
});

test('a member who is removed hears nothing more', async () => {
  const member = await gateway.member(gateway.hinode.id, 'viewer');
  const stream = await follow(member.browser, { 'last-event-id': '1' });
  await expect.poll(() => stream.events[0], patience).toContain('event: resync');
  await gateway.request(`/v1/members/${member.id}`, { method: 'DELETE' });
  await expect.poll(() => stream.ended, patience).toBe(true);
});

test('what a transaction that is rolled back noted is not announced', async () => {
  const member = await gateway.member(gateway.hinode.id, 'viewer');
  const stream = await follow(member.browser);
  await expect
    .soft(
      withCompany(gateway.orm, gateway.hinode.id, () => {
        noteChange(gateway.hinode.id, 'wordings');
        return Promise.reject(new Error('rolled back'));
      }),
    )
    .rejects.toThrow('rolled back');
  await withCompany(gateway.orm, gateway.hinode.id, () => Promise.resolve(noteChange(gateway.hinode.id, 'reports')));
  await expect.poll(() => topicsOf(stream).has('reports'), patience).toBe(true);
  expect(topicsOf(stream).has('wordings')).toBe(false);
  stream.cancel();
});

test('keys, strangers and other sites are refused; a session has six streams at most', async () => {
  expect((await gateway.request('/v1/live')).status).toBe(401);
  expect((await gateway.browser().get('/v1/live')).status).toBe(401);
  const { browser } = await gateway.operator();
  expect((await browser.get('/v1/live')).status).toBe(404);
  const member = await gateway.member(gateway.hinode.id, 'viewer');
  expect((await member.browser.get('/v1/live', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  const streams = await Promise.all(Array.from({ length: 7 }, () => follow(member.browser)));
  const statuses = streams.map(({ response }) => response.status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
  const refused = streams.find(({ response }) => response.status === 429);
  await expect.poll(() => refused?.events.join('') ?? '', patience).toContain('too_many_streams');
  for (const stream of streams) stream.cancel();
  // What left makes room.
  await expect.poll(async () => (await follow(member.browser)).response.status, patience).toBe(200);
});

test('a request for the headers alone opens no stream', async () => {
  const { browser } = await gateway.member(gateway.hinode.id, 'viewer');
  for (let n = 0; n < 7; n += 1) expect((await browser.call('/v1/live', { method: 'HEAD' })).status).toBe(200);
  // Each of them gave its place back.
  const stream = await follow(browser);
  expect(stream.response.status).toBe(200);
  stream.cancel();
});

test('a page that reads nothing ends with its session like any other', async () => {
  const { browser } = await gateway.member(gateway.hinode.id, 'viewer');
  const silent = await Promise.all(Array.from({ length: 6 }, () => browser.get('/v1/live')));
  expect((await browser.get('/v1/live')).status).toBe(429);
  const noteMany = async () => {
    await withCompany(gateway.orm, gateway.hinode.id, () => Promise.resolve(noteChange(gateway.hinode.id, 'reports')));
  };
  for (let n = 0; n < 5; n += 1) await noteMany();
  // They do not take what is sent to them, so their places are free again.
  await expect.poll(async () => (await follow(browser)).response.status, patience).toBe(200);
  for (const { body } of silent) await body?.cancel();
});

test('a gateway that stops ends its streams, and takes no new ones', async () => {
  const member = await gateway.member(gateway.hinode.id, 'viewer');
  const stream = await follow(member.browser);
  expect(stream.ended).toBe(false);
  await gateway.context.live.stop();
  await expect.poll(() => stream.ended, patience).toBe(true);
  expect((await member.browser.get('/v1/live')).status).toBe(503);
});
