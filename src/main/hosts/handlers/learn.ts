import { AppError } from '../../../contract/index.ts';
import { accountResults } from '../../core/learn/meta/results.ts';
import { askMeta } from '../../stages/ask-meta.ts';
import { chooseSales, salesOfAccounts } from '../../stages/choose-sales.ts';
import { previewLinks, relink } from '../../stages/link-meta.ts';
import type { Handlers } from '../bind.ts';
import { inTime } from '../in-time.ts';
import type { Owner } from '../owner.ts';
import { startRefresh } from '../start-refresh.ts';

type Learn = Pick<
  Handlers,
  | 'learn.refresh'
  | 'learn.insights'
  | 'learn.sales'
  | 'learn.chooseSales'
  | 'learn.askMeta'
  | 'learn.links'
  | 'learn.linkable'
  | 'learn.previewLinks'
  | 'learn.linkNames'
  | 'learn.link'
>;

/** A person or a model waits for it. */
const patienceMs = 30_000;

export const learnHandlers = ({
  store,
  refreshing,
  accounts,
  meta,
  metaAccounts,
  events,
  clock,
}: Owner): Learn => ({
  async 'learn.refresh'({ days_back, accounts: named }) {
    // Told to the one who asks, and not to a job.
    await accounts.credentials.of('meta');
    const ports = { ...store, refreshing, clock };
    return { job_id: await startRefresh(ports, { daysBack: days_back, accounts: named }) };
  },
  async 'learn.insights'({ since = null, until = null, account = null }) {
    if (since !== null && until !== null && since > until)
      throw new AppError('INVALID_INPUT', 'since: it is after until.');
    const found = await store.reader.metaResults({ since, until, account });
    if (account !== null && found.length === 0) throw new AppError('NOT_FOUND', `Ad account ${account}.`);
    return { accounts: found.map(accountResults) };
  },
  'learn.sales': async () => ({ accounts: await salesOfAccounts(store.reader) }),
  async 'learn.chooseSales'({ account, action_type: actionType, window }) {
    await chooseSales({ ...store, clock }, account, { actionType, window });
    events.emit({ type: 'revenue' });
    return { accounts: await salesOfAccounts(store.reader) };
  },
  'learn.askMeta': (question) => {
    const ports = { meta: meta.now, reader: store.reader, clock, named: metaAccounts };
    return inTime('Meta', patienceMs, (signal) => askMeta(ports, question, signal));
  },
  'learn.links': async ({ state = null }) => ({
    names: (await store.reader.settings()).meta_ad_names,
    links: await store.reader.metaLinks(state),
  }),
  'learn.linkable': ({ side, text, open, limit }) => store.reader.linkable(side, { text, open, limit }),
  async 'learn.previewLinks'({ names }) {
    const { links, examples, without } = await previewLinks(store.reader, names);
    return { links, examples, without };
  },
  async 'learn.linkNames'({ names }) {
    const found = await relink({ ...store, clock }, names);
    await store.writer.setSettings({ meta_ad_names: names });
    events.emit({ type: 'settings' });
    events.emit({ type: 'learnt' });
    const linked = found.filter(({ state }) => state === 'linked').length;
    return { linked, proposed: found.length - linked };
  },
  async 'learn.link'({ meta_ad, ad, to }) {
    const before = await store.writer.setLink(meta_ad, ad, to, clock.now());
    if (before === undefined)
      throw new AppError('NOT_FOUND', `Ad ${meta_ad} at Meta, or ${ad} in the library.`);
    // What is left open is looked at again, and what it tells of whose the account is decides others.
    await relink({ ...store, clock }, (await store.reader.settings()).meta_ad_names);
    events.emit({ type: 'learnt' });
    return { before };
  },
});
