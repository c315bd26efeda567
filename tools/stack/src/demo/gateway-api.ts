import {
  type Case,
  type CaseEvent,
  type CompanySettingsChange,
  type CompanySettingsChangeResult,
  type Connection,
  createGoenClient,
  type Import,
  type MailDecision,
  type MailDecisionResult,
  type NewConnection,
  type QueuedMail,
  type RejectionReport,
  unwrap,
} from '@goen/client';

export type CaseView = Case;

/** Like an ATS, retries for minutes while the gateway is unreachable: a repeated request changes nothing. */
const retry = { maxAttempts: 200, maxDelayMs: 1_000 };

/** The gateway's public API with a company's key, as an ATS would use it: with the typed client. */
export function createGatewayApi(url: string, key: string) {
  const goen = createGoenClient({ baseUrl: url, apiKey: key, retry });
  return {
    /** For every operation that has no shorter name here. */
    goen,
    /** Whatever the settings are at the moment. */
    changeSettings: (
      body: CompanySettingsChange,
      query: { dry_run?: 'true' } = {},
    ): Promise<CompanySettingsChangeResult> =>
      unwrap(goen.PATCH('/v1/settings', { body, params: { query, header: { 'If-Match': '*' } } })),
    connect: (body: NewConnection): Promise<Connection> => unwrap(goen.POST('/v1/connections', { body })),
    upload: (
      query: { connection_id: string; file_name?: string },
      bytes: Uint8Array<ArrayBuffer>,
      type: string,
    ): Promise<Import> =>
      unwrap(goen.POST('/v1/imports', { params: { query }, body: bytes as never, headers: { 'content-type': type } })),
    getImport: (id: string): Promise<Import> => unwrap(goen.GET('/v1/imports/{id}', { params: { path: { id } } })),
    /** Reports one rejection; returns the id of its case. */
    async reportRejection(report: object): Promise<string> {
      const accepted = await unwrap(goen.POST('/v1/rejections', { body: report as RejectionReport }));
      return accepted.case_id;
    },
    /** Reports all in one batch; throws when a line is refused. */
    async reportBatch(reports: readonly object[]): Promise<void> {
      for await (const { problem } of goen.reportRejections(reports as RejectionReport[])) {
        if (problem !== undefined) throw new Error(`A line was refused: ${JSON.stringify(problem)}`);
      }
    },
    async reportEvent(event: object): Promise<void> {
      await unwrap(goen.POST('/v1/events', { body: event as CaseEvent }));
    },
    /** The whole mail queue. */
    listMails: (): Promise<QueuedMail[]> => collect(goen.pages('/v1/mails', { query: { limit: 200 } })),
    /** Writes the notes that results wait for; returns how many. */
    async writeMissingNotes(text: string): Promise<number> {
      const mails = await collect(goen.pages('/v1/mails', { query: { limit: 200, state: 'note_missing' } }));
      for (const id of mails.flatMap(({ rejection_ids: ids }) => ids)) {
        const params = { path: { rejection_id: id } };
        await unwrap(goen.PUT('/v1/rejections/{rejection_id}/personal-note', { params, body: { text } }));
      }
      return mails.length;
    },
    async decideMails(...decisions: readonly MailDecision[]): Promise<MailDecisionResult[]> {
      const body = { decisions: [...decisions] };
      return (await unwrap(goen.POST('/v1/mails/decisions', { body }))).results;
    },
    /** All cases of the company, each as `GET /v1/cases/{id}` returns it. */
    async listCases(): Promise<CaseView[]> {
      const cases = await collect(goen.pages('/v1/cases', { query: { limit: 200 } }));
      return Promise.all(cases.map(({ id }) => this.getCase(id)));
    },
    getCase: (id: string): Promise<CaseView> => unwrap(goen.GET('/v1/cases/{id}', { params: { path: { id } } })),
  };
}
export type GatewayApi = ReturnType<typeof createGatewayApi>;

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
