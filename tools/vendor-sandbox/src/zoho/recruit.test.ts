import { expect, it } from 'vitest';
import { readResponse, startTestSandbox } from '../testing/test-sandbox.ts';

const hanako = { Last_Name: '髙橋', First_Name: '花子', Email: 'Hanako@example.jp' };
const upsert = (data: unknown[]) =>
  ['POST', '/Candidates/upsert', { data, duplicate_check_fields: ['Email'] }] as const;
type Rows = { data: { code: string; details: { id: string } }[] };
const readId = ([, body]: [number, unknown], index = 0) => (body as Rows).data[index]?.details.id ?? '';

it('upserts a candidate by address, regardless of case', async () => {
  await using sandbox = await startTestSandbox();
  const first = await readResponse(sandbox.zohoCall(...upsert([hanako])));
  expect(first).toMatchObject([
    200,
    {
      data: [{ code: 'SUCCESS', action: 'insert', duplicate_field: null, message: 'record added', status: 'success' }],
    },
  ]);
  const second = await readResponse(
    sandbox.zohoCall(...upsert([{ ...hanako, Email: 'hanako@EXAMPLE.jp', Mobile: '090' }])),
  );
  expect(second).toMatchObject([
    200,
    { data: [{ action: 'update', duplicate_field: 'Email', details: { id: readId(first) } }] },
  ]);
  expect(sandbox.zoho.candidates()).toMatchObject([{ id: readId(first), First_Name: '花子', Mobile: '090' }]);
});

it('reports row errors inside a successful response', async () => {
  await using sandbox = await startTestSandbox();
  const noName = { Email: 'b@example.jp' };
  const mixed = await readResponse(sandbox.zohoCall(...upsert([hanako, noName, { ...hanako, Email: 'nobody' }])));
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
  expect(await readResponse(sandbox.zohoCall(...upsert([noName])))).toMatchObject([
    200,
    { data: [{ code: 'MANDATORY_NOT_FOUND' }] },
  ]);
  expect(sandbox.zoho.candidates()).toHaveLength(1);
});

it('accepts 100 rows per call, and upserts a person who appears twice only once', async () => {
  await using sandbox = await startTestSandbox();
  const rows = Array.from({ length: 100 }, (_, n) => ({ ...hanako, Email: `p${n % 99}@example.jp` }));
  expect((await sandbox.zohoCall(...upsert(rows))).status).toBe(200);
  expect(sandbox.zoho.candidates()).toHaveLength(99);
  expect(await readResponse(sandbox.zohoCall(...upsert([...rows, hanako])))).toMatchObject([
    400,
    { code: 'INVALID_DATA', details: { maximum_length: 100 } },
  ]);
});

it('refuses a status that the account does not have, when its statuses are configured', async () => {
  await using sandbox = await startTestSandbox({ limits: { zoho: { candidateStatuses: ['Rejected'] } } });
  const { id } = sandbox.zoho.add('Candidates', { Last_Name: '髙橋' });
  const change = (Candidate_Status: string) =>
    readResponse(sandbox.zohoCall('PUT', '/Candidates/status', { data: [{ ids: [id], Candidate_Status }] }));
  expect(await change('Rejekted')).toMatchObject([
    200,
    { data: [[{ code: 'INVALID_DATA', details: { api_name: 'Candidate_Status' } }]] },
  ]);
  expect(await change('Rejected')).toMatchObject([200, { data: [[{ code: 'SUCCESS' }]] }]);
});

it('ignores statuses in upserts, and answers status changes with a list per entry', async () => {
  await using sandbox = await startTestSandbox();
  const id = readId(await readResponse(sandbox.zohoCall(...upsert([{ ...hanako, Candidate_Status: 'Rejected' }]))));
  expect(sandbox.zoho.candidates()).toMatchObject([{ Candidate_Status: 'New' }]);
  const change = { ids: [id, '1'], Candidate_Status: 'Rejected', comments: 'お見送り' };
  const answer = await readResponse(sandbox.zohoCall('PUT', '/Candidates/status', { data: [change] }));
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

it('adds tags to the existing ones', async () => {
  await using sandbox = await startTestSandbox();
  const id = readId(await readResponse(sandbox.zohoCall(...upsert([hanako]))));
  const addTags = (names: string) =>
    readResponse(sandbox.zohoCall('POST', `/Candidates/${id}/actions/add_tags?tag_names=${encodeURIComponent(names)}`));
  await addTags('TypeScript');
  expect(await addTags('TypeScript,東京都')).toEqual([
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
  const both = await readResponse(sandbox.zohoCall('POST', `/Candidates/actions/add_tags?tag_names=new&ids=${id},1`));
  expect(both).toMatchObject([207, { data: [{ code: 'SUCCESS' }, { code: 'INVALID_DATA' }] }]);
  expect((await addTags(''))[0]).toBe(400);
});

it('stores and lists the notes of a record', async () => {
  await using sandbox = await startTestSandbox();
  const id = readId(await readResponse(sandbox.zohoCall(...upsert([hanako]))));
  const note = { Note_Title: 'Goen', Note_Content: '連絡済み', Parent_Id: id, se_module: 'Candidates' };
  expect(await readResponse(sandbox.zohoCall('POST', '/Notes', { data: [note] }))).toMatchObject([
    201,
    { data: [{ code: 'SUCCESS', message: 'record added' }] },
  ]);
  const orphan = { ...note, Parent_Id: '1' };
  const { Note_Content: _content, ...empty } = note;
  expect(await readResponse(sandbox.zohoCall('POST', '/Notes', { data: [orphan, empty] }))).toMatchObject([
    200,
    {
      data: [
        { code: 'INVALID_DATA', details: { api_name: 'Parent_Id' } },
        { code: 'MANDATORY_NOT_FOUND', details: { api_name: 'Note_Content' } },
      ],
    },
  ]);
  expect(await readResponse(sandbox.zohoCall('GET', `/Candidates/${id}/Notes`))).toMatchObject([
    200,
    {
      data: [{ Note_Content: '連絡済み', $se_module: 'Candidates', Parent_Id: { id } }],
      info: { more_records: false },
    },
  ]);
});

it('searches, lists in pages, and deletes a candidate with its applications and notes', async () => {
  await using sandbox = await startTestSandbox();
  expect(await readResponse(sandbox.zohoCall('GET', '/Candidates'))).toEqual([204, null]);
  await sandbox.zohoCall(...upsert(['a', 'b', 'c'].map((name) => ({ Last_Name: name, Email: `${name}@example.jp` }))));
  const search = (query: string) => readResponse(sandbox.zohoCall('GET', `/Candidates/search?${query}`));
  const result = await search('email=B@example.jp');
  expect(result).toMatchObject([200, { data: [{ Last_Name: 'b' }], info: { count: 1, more_records: false } }]);
  expect(await search(`criteria=${encodeURIComponent('(Email:starts_with:c)')}`)).toMatchObject([
    200,
    { data: [{ Last_Name: 'c' }] },
  ]);
  expect(await search('email=nobody@example.jp')).toEqual([204, null]);
  expect((await search('criteria=everything'))[0]).toBe(400);
  const list = (page: number) =>
    readResponse(
      sandbox.zohoCall('GET', `/Candidates?per_page=2&page=${page}&sort_by=Email&sort_order=asc&fields=Email`),
    );
  expect(await list(1)).toMatchObject([
    200,
    {
      data: [{ Email: 'a@example.jp' }, { Email: 'b@example.jp' }],
      info: { page: 1, per_page: 2, count: 2, more_records: true },
    },
  ]);
  expect(await list(2)).toMatchObject([200, { info: { more_records: false } }]);
  expect(await list(3)).toEqual([204, null]);
  const { id = '' } = (result[1] as { data: { id: string }[] }).data[0] ?? {};
  sandbox.zoho.add('Applications', { Last_Name: 'b', $Candidate_Id: id });
  sandbox.zoho.addNote({ Note_Title: null, Note_Content: 'n', Parent_Id: id, se_module: 'Candidates' });
  expect(await readResponse(sandbox.zohoCall('DELETE', `/Candidates?ids=${id},1`))).toMatchObject([
    207,
    { data: [{ code: 'SUCCESS', details: { id }, message: 'record deleted' }, { code: 'INVALID_DATA' }] },
  ]);
  expect([sandbox.zoho.find('Candidates', id), sandbox.zoho.records('Applications'), sandbox.zoho.notes()]).toEqual([
    undefined,
    [],
    [],
  ]);
});

it('lists applications changed since a time, and answers 304 when there are none', async () => {
  await using sandbox = await startTestSandbox();
  const add = (Last_Name: string, Modified_Time: string) =>
    sandbox.zoho.add('Applications', { Last_Name, Modified_Time });
  add('old', '2026-09-30T10:00:00+09:00');
  add('new', '2026-10-01T10:00:00+09:00');
  const { access_token: token } = (await (await sandbox.refreshZohoToken()).json()) as { access_token: string };
  const listSince = async (time: string) => {
    const headers = { authorization: `Zoho-oauthtoken ${token}`, 'if-modified-since': time };
    return readResponse(fetch(`${sandbox.urls.zohoRecruit}/Applications`, { headers }));
  };
  expect(await listSince('2026-09-30T20:00:00+09:00')).toMatchObject([200, { data: [{ Last_Name: 'new' }] }]);
  expect(await listSince('2026-10-01T10:00:00+09:00')).toEqual([304, null]);
});

it.each(['per_page=201', 'page=0', 'sort_order=sideways'])('refuses a list with %s', async (query) => {
  await using sandbox = await startTestSandbox();
  expect(await readResponse(sandbox.zohoCall('GET', `/Candidates?${query}`))).toMatchObject([
    400,
    { code: 'INVALID_DATA' },
  ]);
});

it('refuses unknown modules and paths', async () => {
  await using sandbox = await startTestSandbox();
  expect(await readResponse(sandbox.zohoCall('GET', '/Leads'))).toMatchObject([400, { code: 'INVALID_MODULE' }]);
  expect(await readResponse(sandbox.zohoCall('PUT', '/Candidates/1/2/3'))).toMatchObject([
    404,
    { code: 'INVALID_URL_PATTERN' },
  ]);
});
