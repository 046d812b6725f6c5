import {
  type CompleteRequestParams,
  type CompleteResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import { printFilter } from '../../core/score/print-filter.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { model } from './caller.ts';
import { learnAccounts, reportNames } from './learnt-resources.ts';
import { argumentOf } from './prompts.ts';
import { resourceTemplates } from './resources.ts';

/** The most that the protocol lets an answer hold. */
const most = 100;

/** What was typed may become: of an ad its id in an address and its path in a question; of an account its number. */
export async function complete(
  app: Pick<App, 'call'>,
  { ref, argument }: CompleteRequestParams,
): Promise<CompleteResult> {
  if (ref.type === 'ref/resource') {
    const { name, value } = argument;
    const template = resourceTemplates.find(({ uriTemplate }) => uriTemplate === ref.uri)?.uriTemplate;
    if (!/^\w+$/.test(name) || !template?.includes(`{${name}}`)) throw unknown(`${ref.uri} with "${name}"`);
    if (name === 'ad') return asked(await adsLike(app, value), ({ id }) => id);
    const rows =
      name === 'report'
        ? reportNames.filter((report) => report.startsWith(value))
        : await accountsLike(app, value);
    return asked({ rows: rows.slice(0, most), total: rows.length }, (one) => one);
  }
  const wanted = argumentOf(ref.name, argument.name);
  if (!wanted) throw unknown(`the prompt "${ref.name}" with "${argument.name}"`);
  // Of several ads the last is being typed; a path of one may hold a comma.
  const before = (wanted.several && /^.*,\s*/s.exec(argument.value)?.[0]) || '';
  const typed = argument.value.slice(before.length);
  return asked(await adsLike(app, typed.trim()), ({ path }) => before + path);
}

const adsLike = (app: Pick<App, 'call'>, typed: string) =>
  typedCall(app, model, 'score.rows', {
    where:
      typed === ''
        ? ''
        : printFilter({
            clauses: [{ not: false, test: 'text', field: 'any', values: [typed.slice(0, 500)] }],
          }),
    limit: most,
  });

/** An account is known by its name, and stands in an address by its number. */
async function accountsLike(app: Pick<App, 'call'>, typed: string): Promise<string[]> {
  const wanted = typed.trim().toLowerCase();
  const all = await learnAccounts(app);
  return all
    .filter(({ id, name }) => id.startsWith(wanted) || name.toLowerCase().includes(wanted))
    .map(({ id }) => id);
}

const asked = <Row>(
  { rows, total }: { readonly rows: readonly Row[]; readonly total: number },
  value: (row: Row) => string,
): CompleteResult => ({ completion: { values: rows.map(value), total, hasMore: total > rows.length } });

const unknown = (what: string) =>
  new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is nothing to complete for ${what.slice(0, 200)}.`,
  );
