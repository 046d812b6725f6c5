import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { contract, type Procedure, procedureIds, type Result } from '../../src/contract/index.ts';
import { readingDone } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { everyWay, hostOf, isKnownCode, type Way } from './hosts.ts';

/** What differs from call to call by its nature: order numbers of new things, instants, the state of the machine. */
const volatile = new Set([
  'export_id',
  'job_id',
  'free_bytes',
  'bytes',
  'at',
  'since',
  'file',
  'host',
  'lines',
  'backups',
  'newest_backup_at',
  'pictures_bytes',
  'checks',
  'created_at',
  'started_at',
  'finished_at',
  'jobs',
  'attempt',
  'logId',
  'now',
  // Whoever asks: a person may where a program may not.
  'may_approve',
]);

/** The value with each volatile part replaced by its type, and text without ids of calls. */
function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      volatile.has(key)
        ? Array.isArray(child)
          ? 'list'
          : child === null
            ? 'null or so'
            : typeof child
        : steady(child),
    ]),
  );
}

const outcome = (result: Result<unknown>): unknown =>
  result.ok ? { value: steady(result.value) } : { code: result.error.code };

it('every procedure answers the same through every host that offers it, and is refused by the others', async () => {
  const folder = tempFolder();
  for (let n = 0; n < 3; n += 1) {
    const background = { r: 60 * n, g: 90, b: 200 - 50 * n };
    await sharp({ create: { width: 320, height: 400 + 100 * n, channels: 3, background } })
      .png()
      .toFile(join(folder, `ad-${n}.png`));
  }
  const { app, ways, close } = await everyWay(join(tempFolder(), 'home'));
  try {
    const ask = async (id: string, input: unknown): Promise<Record<string, never>> => {
      const result = await ways.direct(id, input);
      if (!result.ok) throw new Error(`${id}: ${result.error.message}`);
      return result.value as Record<string, never>;
    };
    const analysis = await readingDone(app, () => ask('ingest.analyze', { paths: [folder] }));
    const job: string = analysis.job_id as unknown as string;
    const shown = (await ask('score.rows', {})) as unknown as { rows: { id: string }[] };
    expect(shown.rows).toHaveLength(3);
    const ad = shown.rows[0]?.id as string;
    const opened = (await ask('export.open', { format: 'html' })) as unknown as { export_id: string };
    const gone = 'job_00000000';
    const request = { id: 'ap_00000000' };
    const one = { job_id: job };
    const none = { job_id: gone };

    const conversions =
      'order_id,value,currency,date,ad_id,campaign_id\n7,12.50,EUR,2026-11-20,1,9\n8,x,EUR,2026-11-20,1,9';
    await ask('learn.importConversions', { text: conversions });
    const view = { where: 'kind:video', sort: 'score', direction: 'desc', layout: 'table', columns: null };
    /** Inputs of each procedure: a good one where it changes nothing that lasts, refused ones, and one of the wrong shape. */
    const inputs: Record<keyof typeof contract, unknown[]> = {
      'score.rows': [
        {},
        { where: 'kind:image', sort: 'name', limit: 2 },
        { where: 'colour:red' },
        { limit: 0 },
      ],
      'score.rowsOf': [{ ids: [ad] }, { ids: [ad, '0123456789abcdef'] }, { ids: [] }],
      'score.ids': [{ sort: 'name' }, { where: '"' }],
      'score.groups': [{ group: 'near' }, { group: 'none' }],
      'score.complete': [{ text: 'kind:', at: 5 }, { text: 'as', at: 2 }, { text: 'kind:' }],
      'score.list': [{ sort: 'name', limit: 1 }, { direction: 'up' }],
      'score.show': [{ ad }, { ad: 'ad-1.png' }, { ad: 'nothing' }, {}],
      'score.compare': [
        { ads: [ad, 'ad-1.png'] },
        { ads: [ad, ad] },
        { ads: [ad, 'nothing'] },
        { ads: [ad] },
      ],
      'score.share': [{ ids: [ad] }, { top: 'score' }, { top: 'score', ids: [ad] }, { top: 'best' }],
      'score.export': [{ format: 'json' }, { format: 'csv', ids: [ad] }, { format: 'xlsx' }],
      'review.mark': [
        // Already so: it changes nothing, and says so.
        { changes: [{ ads: [ad], pick: 'none', rating: null, remove_tags: ['none'] }] },
        { changes: [{ ads: ['0123456789abcdef'], pick: 'picked' }] },
        { changes: [{ ads: [ad], rating: 6 }] },
        { changes: [] },
      ],
      'review.note': [
        { ad, id: 'note_00000001', note: null },
        { ad: '0123456789abcdef', id: 'note_00000001', note: { text: 'x', t0: null, t1: null } },
        { ad, id: 'note_00000001', note: { text: 'x', t0: 3, t1: 2 } },
      ],
      'review.curves': [{ ad }, { ad: '0123456789abcdef' }, { ad: 'ad-1.png' }],
      'review.placements': [{}, { more: 1 }],
      'today.show': [{}, { since: '2026-11-01T00:00:00.000Z' }, { since: 'yesterday' }],
      'today.reads': [{}, { more: 1 }],
      'today.schedule': [{}, { more: 1 }],
      'health.performance': [{ days: 7 }, { days: 0 }],
      'watch.list': [{}, { more: 1 }],
      'watch.add': [{ folder: join(folder, 'nothing') }, { folder: '' }],
      'watch.pause': [{ folder: '/not/watched', paused: true }, { folder: '/x' }],
      'watch.remove': [{ folder: '/not/watched' }, {}],
      'review.tags': [{}, { more: 1 }],
      // Nobody's: it changes nothing, and says so.
      'library.remove': [{ ads: ['0123456789abcdef'] }, { ads: [] }],
      'library.restore': [{ ads: ['0123456789abcdef'] }, { ads: 'all' }],
      'library.removed': [{}, { more: 1 }],
      'library.again': [{ ads: ['0123456789abcdef'] }, {}],
      'library.places': [{ ad }, { ad: '0123456789abcdef' }, {}],
      'library.locate': [
        { ad, path: join(folder, 'ad-2.png') },
        { ad, path: 'ad-1.png' },
        { ad: '0123456789abcdef', path: folder },
        { ad },
      ],
      'collections.list': [{}, { more: 1 }],
      'collections.saveClient': [
        { id: 'client_00000001', name: 'Fjord' },
        { id: 'client_00000002', name: 'FJORD' },
        { id: 'client_00000001', name: 'none' },
      ],
      'collections.assign': [
        // Theirs already: it changes nothing, and says so.
        { changes: [{ client: null, ads: [ad] }] },
        { changes: [{ client: 'client_99999999', ads: [ad] }] },
        { changes: [] },
      ],
      'collections.removeClient': [{ id: 'client_99999999' }, { id: 'x' }],
      'collections.saveView': [
        { id: 'view_00000001', name: 'Strong', state: view },
        { id: 'view_00000002', name: 'strong', state: view },
        { id: 'view_00000001', name: 'Strong' },
      ],
      'collections.removeView': [{ id: 'view_99999999' }, {}],
      // Before others are opened, which close the oldest.
      'export.part': [
        { export_id: opened.export_id, part: 0 },
        { export_id: opened.export_id, part: 1 },
        { export_id: opened.export_id, part: 3 },
        { export_id: '0000000000000000', part: 0 },
        { export_id: 'x', part: 0 },
      ],
      'export.open': [
        { format: 'html', where: 'kind:image', texts: { title: 'Spring' } },
        { format: 'csv', ids: [ad] },
        { format: 'pdf' },
      ],
      'brand.kits': [{}],
      'brand.set': [
        { client: null, kit: { names: ['Vellune'], colours: ['#aa3311'] } },
        { client: 'client_00000000', kit: { names: [], colours: ['#aa3311'] } },
        { client: null, kit: { logo: '0123456789abcdef' } },
        { client: null, kit: { names: [''], colours: ['red'] } },
      ],
      'brand.addLogo': [{ picture: 'bm8gcGljdHVyZQ==' }, { picture: '' }, { picture: 'no base64' }],
      'measure.words': [one, { ads: [ad] }, {}, none, { ads: [] }],
      'council.estimate': [
        { council: 'all', ads: [ad] },
        { council: 'local', job_id: job },
        { council: 'all', drafts: [{ kind: 'video', width: 720, height: 1280, duration_s: 15 }] },
        { council: 'off' },
      ],
      'council.record': [{}, { judge: 'x' }],
      // Nothing is connected here: the answer is the same refusal everywhere.
      'ingest.lookDrive': [{ link: '1'.repeat(33) }, { link: 'https://example.com/' }, { max: 3 }],
      'learn.refresh': [{}, { days_back: 0 }],
      'learn.askMeta': [{}, { level: 'pixel' }],
      'learn.links': [{}, { state: 'maybe' }],
      'learn.linkable': [{ side: 'library' }, { side: 'meta', text: 'sale', open: true }, { side: 'both' }],
      'learn.previewLinks': [{ names: '{file}' }, { names: '{file}{file}' }],
      'learn.linkNames': [{ names: 'none' }, {}],
      'learn.link': [
        { meta_ad: '1', ad, to: 'linked' },
        { meta_ad: 'x', ad, to: 'linked' },
      ],
      'learn.insights': [
        {},
        { account: '1' },
        { since: '2026-02-02', until: '2026-02-01' },
        { since: 'today' },
      ],
      'learn.previewConversions': [
        { text: conversions },
        { text: conversions, source: 'meta' },
        { text: '' },
      ],
      'learn.revenue': [
        { kind: 'ad', id: '1' },
        { kind: 'campaign', id: '9', since: '2026-11-01', until: '2026-11-30' },
        { kind: 'ad', id: 'nothing' },
        { kind: 'page', id: '1' },
      ],
      // Once through every host, and once in the ledger.
      'learn.importConversions': [
        { text: conversions },
        { text: conversions, map: { value: 'nothing' } },
        { text: 'a,b\n1,2' },
        { text: 1 },
      ],
      'learn.takeBackImport': [{ text: 'a file that nobody imported' }, { source: 'meta', text: '' }],
      'learn.checkEvents': [
        { text: 'event_name\nPurchase' },
        { text: '', map: { price: 'x' } },
        { text: '', pixel: 'x' },
      ],
      'learn.proposeEvents': [{ text: 'event_name\nPurchase', pixel: '12345' }, { text: '' }, {}],
      'learn.sentEvents': [{ batch: 'cb_0000000000000000' }, { batch: 'x' }],
      'access.tokens': [{}, { more: 1 }],
      'access.makeToken': [{ name: 'n8n' }, { name: '' }],
      'access.revokeToken': [{ id: 'tok_0000000000000000' }, { id: 'x' }],
      'access.whose': [{ digest: '0'.repeat(64) }, { digest: 'x' }],
      'learn.hooks': [{}, { more: 1 }],
      'learn.openHook': [{ source: 'any', time_zone: 'Nowhere' }, { source: 'meta' }],
      'learn.closeHook': [{ source: 'nobody' }, {}],
      'learn.receive': [{ source: 'nobody', token: 'x', text: '{}' }, { source: 'nobody' }],
      'learn.refreshHubspot': [{}, { more: 1 }],
      'learn.salesCycle': [{}, { more: 1 }],
      'learn.rates': [{}, { more: 1 }],
      'learn.setRate': [
        { from: 'USD', to: 'EUR', day: '2026-11-01', rate: '0.92' },
        { from: 'USD', to: 'EUR', day: '2026-11-01', rate: '0' },
      ],
      // No results are here; what is learnt from some has tests of its own.
      'learn.accounts': [{}, { more: 1 }],
      'learn.sales': [{}, { more: 1 }],
      'learn.chooseSales': [
        { account: '1', action_type: 'purchase', window: 'value' },
        { account: '1', action_type: 'purchase', window: '2d_click' },
      ],
      'learn.build': [{}, { account: '1' }, { account: 'x' }],
      'learn.patterns': [{}, { version: 0 }],
      'learn.fatigue': [{}, { account: '1' }],
      'learn.diversity': [{}, { account: 'x' }],
      'learn.predict': [{ ad }, { ad: '' }],
      'learn.report': [{}, { more: 1 }],
      'learn.tests': [{}, { more: 1 }],
      'learn.testSize': [{ metric: 'ctr' }, { metric: 'luck' }],
      'learn.planTest': [
        { metric: 'ctr', feature: 'hook', value: 'demo', with: ['1'], without: ['2'], randomised: true },
        { metric: 'ctr', feature: 'hook', value: 'demo', with: ['1'], without: ['2'], randomised: false },
      ],
      'learn.dropTest': [{ id: 'ab_0123456789abcdef' }, { id: '' }],
      'learn.useVersion': [{ version: 1 }, { version: 0 }],
      'learn.outcomes': [{ ads: [ad] }, { ads: [] }],
      'jobs.list': [{}, { limit: 'many' }],
      'jobs.get': [one, none],
      'jobs.pause': [one, none],
      'jobs.resume': [one, none],
      'jobs.cancel': [one, none],
      'jobs.retry': [one, none],
      'health.doctor': [{}, { deep: 'yes' }],
      'health.log': [{}, { level: 'loud' }],
      'store.backup': [{}, [1]],
      'store.backups': [{}],
      'store.restore': [{ file: 'none.db' }, { file: 3 }],
      'settings.get': [{}],
      'settings.set': [{ density: 'roomy' }, { density: 'tight' }, { recent_folders: [] }, null],
      'accounts.list': [{}, { secrets: true }],
      'accounts.connect': [
        { kind: 'key', service: 'openai', key: '' },
        { kind: 'key', service: 'bank', key: 'k' },
      ],
      'accounts.test': [{ service: 'gemini' }, { service: 'bank' }],
      'accounts.remove': [{ service: 'gemini' }, {}],
      // No account has been read here.
      // No sandbox.
      'sandbox.passDays': [{ days: 7 }, { days: -1 }],
      'decide.outcomes': [{}, { limit: 1 }],
      'decide.optimize': [{}, { total_minor: 50_000 }, { total_minor: 0 }],
      'decide.propose': [{}, { account: 'act_1' }],
      'decide.backtest': [{}, { account: 'act_1' }],
      'decide.requestOutcome': [request, { id: 'x' }],
      'decide.stopBacktest': [{}, { all: true }],
      'decide.whatIf': [{ budgets: [] }, { budgets: [{ id: '1', minor: 0 }] }],
      'decide.proposeByHand': [{ budgets: [] }, { budgets: [{ id: 'one', minor: 5 }] }],
      'decide.limits': [{}, { account: 'act_1' }],
      'decide.setLimits': [{ margin: 0.4 }, { margin: 2 }],
      'director.state': [{}, { more: 1 }],
      'director.ask': [{ question: 'Which ad is best?' }, { question: ' ' }],
      'director.proposeMore': [
        { id: 'talk_0000000000000000', ceiling_usd: 2 },
        { id: 'talk_0000000000000000', ceiling_usd: 0 },
      ],
      'director.list': [{}, { limit: 0 }],
      'director.show': [{ id: 'talk_0000000000000000' }, { id: 'talk' }],
      'director.stop': [{ id: 'talk_0000000000000000' }, {}],
      'director.remove': [{ id: 'talk_0000000000000000' }, {}],
      'decide.replay': [{ id: 'dec_00000000' }, {}],
      'approve.list': [{}, { which: 'all', limit: 3 }, { which: 'mine' }],
      'approve.show': [request, { id: 'x' }],
      // No ad account is connected here; what is proposed and carried out has tests of its own.
      'approve.proposeBudgets': [
        { changes: [{ target: '1', after_minor: 5000 }] },
        { changes: [{ target: 'act_1/delete', after_minor: 5000 }] },
      ],
      'approve.proposeDraft': [
        {
          ad_id: '0123456789abcdef',
          ad_set: '1',
          page: '2',
          message: 'm',
          headline: 'h',
          link: 'https://a.b/',
        },
        { ad_id: '0123456789abcdef', ad_set: '1', page: '2', message: 'm', headline: 'h', link: 'file:///a' },
      ],
      'approve.draftPlaces': [{}, { more: 1 }],
      'approve.proposeSwitch': [
        { to: 'pause', targets: ['1'] },
        { to: 'stop', targets: ['1'] },
      ],
      'approve.edit': [
        { ...request, content_hash: '0'.repeat(64), changes: [{ target: '1', after_minor: 5000 }] },
        { ...request, content_hash: '', changes: [] },
      ],
      'approve.later': [{ ...request, until: '2026-11-28T09:00:00Z' }, request],
      'approve.reject': [{ ...request, reason: 'no' }, request],
      'approve.confirm': [{ ...request, content_hash: '0'.repeat(64) }, request],
      'approve.settle': [{ ...request, happened: true }, request],
      'approve.undo': [request, {}],
      'approve.kill': [{ stop: true }, { stop: false }, {}],
      'approve.limits': [{}, { more: 1 }],
      'approve.previewLimits': [{}, { per_action_minor: 0, two_people_from_minor: 0 }, { roles: [{}] }],
      'approve.setLimits': [{ per_day_minor: 200_000 }, { per_day_minor: -1 }],
      'act.log': [{}, { subject: 'ap_00000000' }, { limit: 0 }],
      'act.verify': [{}, { from: 1 }],
      'council.proposeRun': [
        { ads: ['0123456789abcdef'], council: 'all', ceiling_usd: 5 },
        { ads: [ad], council: 'all', ceiling_usd: 5 },
        { ads: [ad], council: 'all', ceiling_usd: 0 },
      ],
      'council.proposeConsent': [
        { service: 'anthropic', use: 'judge ads' },
        { service: 'openai', use: 'answer questions' },
        { service: 'anthropic', use: 'anything' },
      ],
      // Nothing is connected here, so nothing is sent: everybody is absent.
      'council.judge': [{ council: 'all' }, { council: 'all', job_id: gone }, { council: 'none', ads: [ad] }],
      // Last, since they add to the library.
      'ingest.analyze': [
        { paths: [folder] },
        { paths: ['/not/there'] },
        { paths: ['relative'] },
        { paths: [] },
      ],
      'ingest.analyzeDrive': [{ link: 'https://example.com/' }, { link: '1'.repeat(33) }, { link: '' }],
      'ingest.analyzeMeta': [{}, { account: '1' }, { account: 'act_1' }],
      'ingest.metaAccounts': [{}, { more: 1 }],
      'ingest.samples': [{}, { more: 1 }],
      'ingest.openUpload': [
        { title: 't', bytes: 1, files: 1 },
        { title: 't', bytes: 1e18, files: 1 },
        { title: '' },
      ],
      'ingest.closeUpload': [one, none],
      'ingest.result': [one, none, { job_id: 'x' }],
    };
    expect(Object.keys(inputs).sort()).toEqual([...procedureIds].sort());

    const wrong: string[] = [];
    let asked = 0;
    for (const [id, all] of Object.entries(inputs)) {
      const { effect, hosts, person } = contract[id as keyof typeof contract] as Procedure;
      for (const input of all) {
        let expected: string | undefined;
        for (const way of Object.keys(ways) as Way[]) {
          const result = await ways[way](id, input);
          asked += 1;
          if (!result.ok) expect(isKnownCode(result.error.code)).toBe(true);
          if (!result.ok && result.error.code === 'INTERNAL')
            wrong.push(`${id} ${way}: ${result.error.message}`);
          const got = JSON.stringify(outcome(result));
          // Only the window is a person's here; a token, a socket and `titan call` are programs, and a model only looks.
          const isModels = effect === 'none' || effect === 'propose';
          if (
            (hosts && !hosts.includes(hostOf[way])) ||
            (person && way !== 'electron') ||
            (way === 'mcp' && !isModels)
          ) {
            if (got !== '{"code":"PERMISSION"}')
              wrong.push(`${id} is not offered by ${way} and answers ${got}`);
            continue;
          }
          expected ??= got;
          if (got !== expected)
            wrong.push(`${id} ${JSON.stringify(input)} by ${way}: ${got} and not ${expected}`);
        }
        expect(expected, `${id} ${JSON.stringify(input)}`).toBeDefined();
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(5 * 50);
  } finally {
    await close();
  }
}, 240_000);
