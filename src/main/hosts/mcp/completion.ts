import {
  type CompleteRequestParams,
  type CompleteResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import type { AdRow } from '../../../contract/index.ts';
import { printFilter } from '../../core/score/print-filter.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { model } from './caller.ts';
import { argumentOf } from './prompts.ts';
import { resourceTemplates } from './resources.ts';

/** The most that the protocol lets an answer hold. */
const most = 100;

/** The ads that what was typed may become: their ids in an address, their paths in a question. */
export async function complete(
  app: Pick<App, 'call'>,
  { ref, argument }: CompleteRequestParams,
): Promise<CompleteResult> {
  if (ref.type === 'ref/resource') {
    if (argument.name !== 'ad' || !resourceTemplates.some(({ uriTemplate }) => uriTemplate === ref.uri))
      throw unknown(`${ref.uri} with "${argument.name}"`);
    return asked(await adsLike(app, argument.value), ({ id }) => id);
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

const asked = (
  { rows, total }: { readonly rows: readonly AdRow[]; readonly total: number },
  value: (row: AdRow) => string,
): CompleteResult => ({ completion: { values: rows.map(value), total, hasMore: total > rows.length } });

const unknown = (what: string) =>
  new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is nothing to complete for ${what.slice(0, 200)}.`,
  );
