import type { DataUse, Judge } from '../../contract/index.ts';
import { memberNames } from '../../contract/words.ts';
import type { Content, Plain } from '../core/approve/content.ts';
import type { Reach, TaggedPort } from '../ports.ts';

/** What an approval of a consent binds: which service by which account gets what, and what for. */
interface ConsentDetails {
  readonly [field: string]: Plain;
  readonly service: Judge;
  readonly use: DataUse;
  readonly host: string;
  readonly gets: string;
}

/** As they were written below; the approval's hash covers them. */
const detailsOf = ({ details }: { readonly details: Plain }): ConsentDetails => details as ConsentDetails;

/** ISO 4217's code for no currency: agreeing moves no money. */
const noCurrency = 'XXX';

export const consentContent = (account: string, details: ConsentDetails): Content => ({
  kind: 'data leaves',
  account,
  client: account,
  currency: noCurrency,
  amountMinor: 0,
  details,
});

/** Under which a consent is kept: what is sent for a question is not what is sent for a judgement. */
export const consentKey = (service: Judge, use: DataUse): string =>
  use === 'judge ads' ? service : `director ${service}`;

interface Consent {
  readonly judge: string;
  readonly account: string;
}

/** Whether somebody agreed to that for this account. */
export const isAgreed = (agreed: readonly Consent[], key: string, account: string): boolean =>
  agreed.some((one) => one.judge === key && one.account === account);

export interface ConsentParts {
  readonly reach: Reach;
  readonly agreeTo: (key: string, account: string) => Promise<void>;
  readonly agreedTo: () => Promise<readonly Consent[]>;
}

/** Remembers the approved consent. The account is looked at again: it may be another by now. */
export const consentExecutor = ({ reach, agreeTo, agreedTo }: ConsentParts): TaggedPort => ({
  async send(content) {
    const { service, use } = detailsOf(content);
    const now = await reach(service);
    if (now.off !== null || now.account !== content.account) {
      const detail = `${memberNames[service]} is no longer connected by ${content.account}.`;
      return { kind: 'refused', code: 'CONFLICT', detail };
    }
    await agreeTo(consentKey(service, use), content.account);
    return { kind: 'done', answerId: answerOf(content) };
  },
  find: async (content) => {
    const { service, use } = detailsOf(content);
    return isAgreed(await agreedTo(), consentKey(service, use), content.account) ? answerOf(content) : null;
  },
});

const answerOf = (content: Parameters<TaggedPort['send']>[0]): string => {
  const { service, use } = detailsOf(content);
  return `${consentKey(service, use)} ${content.account}`;
};
