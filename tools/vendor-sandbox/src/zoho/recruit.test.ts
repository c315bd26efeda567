import { expect, it } from 'vitest';
import { testSandbox, told } from '../testing/test-sandbox.ts';

const taro = { Last_Name: '髙橋', First_Name: '花子', Email: 'Hanako@example.jp' };
const upsert = (data: unknown[]) =>
  ['POST', '/Candidates/upsert', { data, duplicate_check_fields: ['Email'] }] as const;
type Rows = { data: { code: string; details: { id: string } }[] };
const idOf = ([, body]: [number, unknown], at = 0) => (body as Rows).data[at]?.details.id ?? '';

it('inserts a candidate, and finds it again by its address in whatever letters', async () => {
  await using sandbox = await testSandbox();
  const first = await told(sandbox.zohoCall(...upsert([taro])));
  expect(first).toMatchObject([
    200,
    {
      data: [{ code: 'SUCCESS', action: 'insert', duplicate_field: null, message: 'record added', status: 'success' }],
    },
  ]);
  const second = await told(sandbox.zohoCall(...upsert([{ ...taro, Email: 'hanako@EXAMPLE.jp', Mobile: '090' }])));
  expect(second).toMatchObject([
    200,
    { data: [{ action: 'update', duplicate_field: 'Email', details: { id: idOf(first) } }] },
  ]);
  expect(sandbox.zoho.candidates()).toMatchObject([{ id: idOf(first), First_Name: '花子', Mobile: '090' }]);
});

it('tells the errors of rows inside an answer of success', async () => {
  await using sandbox = await testSandbox();
  const noName = { Email: 'b@example.jp' };
  const mixed = await told(sandbox.zohoCall(...upsert([taro, noName, { ...taro, Email: 'nobody' }])));
  expect(mixed).toMatchObject([
    207,
    {
      data: [
        { code: 'SUCCESS' },
        { code: 'MANDATORY_NOT_FOUND', details: { api_name: 'Last_Name' }, status: 'error' },
        { code: 'INVALID_DATA', details: { api_name: 'Email', expected_data_type: 'email' } },
      ],
    },
  ]);
  expect(await told(sandbox.zohoCall(...upsert([noName])))).toMatchObject([
    200,
    { data: [{ code: 'MANDATORY_NOT_FOUND' }] },
  ]);
  expect(sandbox.zoho.candidates()).toHaveLength(1);
});

it('takes a hundred rows a call, and the same person twice in one of them once', async () => {
  await using sandbox = await testSandbox();
  const rows = Array.from({ length: 100 }, (_, n) => ({ ...taro, Email: `p${n % 99}@example.jp` }));
  expect((await sandbox.zohoCall(...upsert(rows))).status).toBe(200);
  expect(sandbox.zoho.candidates()).toHaveLength(99);
  expect(await told(sandbox.zohoCall(...upsert([...rows, taro])))).toMatchObject([
    400,
    { code: 'INVALID_DATA', details: { maximum_length: 100 } },
  ]);
});

it('refuses a status that the account does not have, where its statuses are told', async () => {
  await using sandbox = await testSandbox({ limits: { zoho: { candidateStatuses: ['Rejected'] } } });
  const { id } = sandbox.zoho.add('Candidates', { Last_Name: '髙橋' });
  const change = (Candidate_Status: string) =>
    told(sandbox.zohoCall('PUT', '/Candidates/status', { data: [{ ids: [id], Candidate_Status }] }));
  expect(await change('Rejekted')).toMatchObject([
    200,
    { data: [[{ code: 'INVALID_DATA', details: { api_name: 'Candidate_Status' } }]] },
  ]);
  expect(await change('Rejected')).toMatchObject([200, { data: [[{ code: 'SUCCESS' }]] }]);
});

it('changes no status by an upsert, and answers a change of statuses in lists of lists', async () => {
  await using sandbox = await testSandbox();
  const id = idOf(await told(sandbox.zohoCall(...upsert([{ ...taro, Candidate_Status: 'Rejected' }]))));
  expect(sandbox.zoho.candidates()).toMatchObject([{ Candidate_Status: 'New' }]);
  const change = { ids: [id, '1'], Candidate_Status: 'Rejected', comments: 'お見送り' };
  const answer = await told(sandbox.zohoCall('PUT', '/Candidates/status', { data: [change] }));
  expect(answer).toMatchObject([
    200,
    {
      data: [
        [
          { code: 'SUCCESS', message: 'status changed', details: { id } },
          { code: 'INVALID_DATA', status: 'error' },
        ],
      ],
    },
  ]);
  expect(sandbox.zoho.candidates()).toMatchObject([{ Candidate_Status: 'Rejected' }]);
  expect(sandbox.zoho.statusChanges()).toMatchObject([{ id, status: 'Rejected', comments: 'お見送り' }]);
});

it('adds tags to those that are there', async () => {
  await using sandbox = await testSandbox();
  const id = idOf(await told(sandbox.zohoCall(...upsert([taro]))));
  const tag = (names: string) =>
    told(sandbox.zohoCall('POST', `/Candidates/${id}/actions/add_tags?tag_names=${encodeURIComponent(names)}`));
  await tag('TypeScript');
  expect(await tag('TypeScript,東京都')).toEqual([
    200,
    {
      data: [
        {
          code: 'SUCCESS',
          details: { id, tags: ['TypeScript', '東京都'] },
          message: 'tags updated successfully',
          status: 'success',
        },
      ],
    },
  ]);
  expect(sandbox.zoho.tags('Candidates', id)).toEqual(['TypeScript', '東京都']);
  const both = await told(sandbox.zohoCall('POST', `/Candidates/actions/add_tags?tag_names=new&ids=${id},1`));
  expect(both).toMatchObject([207, { data: [{ code: 'SUCCESS' }, { code: 'INVALID_DATA' }] }]);
  expect((await tag(''))[0]).toBe(400);
});

it('keeps notes of a record, and tells which belong to it', async () => {
  await using sandbox = await testSandbox();
  const id = idOf(await told(sandbox.zohoCall(...upsert([taro]))));
  const note = { Note_Title: 'Goen', Note_Content: '連絡済み', Parent_Id: id, se_module: 'Candidates' };
  expect(await told(sandbox.zohoCall('POST', '/Notes', { data: [note] }))).toMatchObject([
    201,
    { data: [{ code: 'SUCCESS', message: 'record added' }] },
  ]);
  const orphan = { ...note, Parent_Id: '1' };
  const { Note_Content: _content, ...empty } = note;
  expect(await told(sandbox.zohoCall('POST', '/Notes', { data: [orphan, empty] }))).toMatchObject([
    200,
    {
      data: [
        { code: 'INVALID_DATA', details: { api_name: 'Parent_Id' } },
        { code: 'MANDATORY_NOT_FOUND', details: { api_name: 'Note_Content' } },
      ],
    },
  ]);
  expect(await told(sandbox.zohoCall('GET', `/Candidates/${id}/Notes`))).toMatchObject([
    200,
    {
      data: [{ Note_Content: '連絡済み', $se_module: 'Candidates', Parent_Id: { id } }],
      info: { more_records: false },
    },
  ]);
});

it('searches, lists in pages, and deletes with all that hangs on a candidate', async () => {
  await using sandbox = await testSandbox();
  expect(await told(sandbox.zohoCall('GET', '/Candidates'))).toEqual([204, null]);
  await sandbox.zohoCall(...upsert(['a', 'b', 'c'].map((name) => ({ Last_Name: name, Email: `${name}@example.jp` }))));
  const search = (query: string) => told(sandbox.zohoCall('GET', `/Candidates/search?${query}`));
  const found = await search('email=B@example.jp');
  expect(found).toMatchObject([200, { data: [{ Last_Name: 'b' }], info: { count: 1, more_records: false } }]);
  expect(await search(`criteria=${encodeURIComponent('(Email:starts_with:c)')}`)).toMatchObject([
    200,
    { data: [{ Last_Name: 'c' }] },
  ]);
  expect(await search('email=nobody@example.jp')).toEqual([204, null]);
  expect((await search('criteria=everything'))[0]).toBe(400);
  const list = (page: number) =>
    told(sandbox.zohoCall('GET', `/Candidates?per_page=2&page=${page}&sort_by=Email&sort_order=asc&fields=Email`));
  expect(await list(1)).toMatchObject([
    200,
    {
      data: [{ Email: 'a@example.jp' }, { Email: 'b@example.jp' }],
      info: { page: 1, per_page: 2, count: 2, more_records: true },
    },
  ]);
  expect(await list(2)).toMatchObject([200, { info: { more_records: false } }]);
  expect(await list(3)).toEqual([204, null]);
  const { id = '' } = (found[1] as { data: { id: string }[] }).data[0] ?? {};
  sandbox.zoho.add('Applications', { Last_Name: 'b', $Candidate_Id: id });
  sandbox.zoho.addNote({ Note_Title: null, Note_Content: 'n', Parent_Id: id, se_module: 'Candidates' });
  expect(await told(sandbox.zohoCall('DELETE', `/Candidates?ids=${id},1`))).toMatchObject([
    207,
    { data: [{ code: 'SUCCESS', details: { id }, message: 'record deleted' }, { code: 'INVALID_DATA' }] },
  ]);
  expect([sandbox.zoho.find('Candidates', id), sandbox.zoho.records('Applications'), sandbox.zoho.notes()]).toEqual([
    undefined,
    [],
    [],
  ]);
});

it('lists applications that changed since a time, and says so when none did', async () => {
  await using sandbox = await testSandbox();
  const add = (Last_Name: string, Modified_Time: string) =>
    sandbox.zoho.add('Applications', { Last_Name, Modified_Time });
  add('old', '2026-09-30T10:00:00+09:00');
  add('new', '2026-10-01T10:00:00+09:00');
  const { access_token: token } = (await (await sandbox.refreshZohoToken()).json()) as { access_token: string };
  const since = async (time: string) => {
    const headers = { authorization: `Zoho-oauthtoken ${token}`, 'if-modified-since': time };
    return told(fetch(`${sandbox.urls.zohoRecruit}/Applications`, { headers }));
  };
  expect(await since('2026-09-30T20:00:00+09:00')).toMatchObject([200, { data: [{ Last_Name: 'new' }] }]);
  expect(await since('2026-10-01T10:00:00+09:00')).toEqual([304, null]);
});

it.each(['per_page=201', 'page=0', 'sort_order=sideways'])('refuses a list with %s', async (query) => {
  await using sandbox = await testSandbox();
  expect(await told(sandbox.zohoCall('GET', `/Candidates?${query}`))).toMatchObject([400, { code: 'INVALID_DATA' }]);
});

it('knows its modules and paths alone', async () => {
  await using sandbox = await testSandbox();
  expect(await told(sandbox.zohoCall('GET', '/Leads'))).toMatchObject([400, { code: 'INVALID_MODULE' }]);
  expect(await told(sandbox.zohoCall('PUT', '/Candidates/1/2/3'))).toMatchObject([
    404,
    { code: 'INVALID_URL_PATTERN' },
  ]);
});
