import type { Job, Judge } from '../../contract/index.ts';
import type { Content, Plain } from '../core/approve/content.ts';
import { PROMPT_VERSION } from '../core/score/council/prompt.ts';
import { RUBRIC_VERSION } from '../core/weights/rubric-1.ts';
import type { AskedModel, JudgePayload, Reach, TaggedPort } from '../ports.ts';

/** What an approval of a run binds: the ads, who is asked, what each gets, and how it is asked. */
interface RunDetails {
  readonly [field: string]: Plain;
  /** File names by id; the names are for the approver and are never sent. */
  readonly ads: { readonly [adId: string]: string };
  readonly services: readonly (Pick<AskedModel, keyof AskedModel> & { readonly gets: string })[];
  readonly cheaper: boolean;
  readonly rubric: string;
  readonly prompt: string;
}

/** As they were written below; the approval's hash covers them. */
const detailsOf = ({ details }: { readonly details: Plain }): RunDetails => details as RunDetails;

const versions = { rubric: RUBRIC_VERSION, prompt: PROMPT_VERSION };
export const microUsdOfCent = 10_000;

/** What a person is asked for: a run that may cost so much, and not a cent more. */
export function runContent(
  ads: readonly { readonly id: string; readonly file: string }[],
  services: RunDetails['services'],
  { cents, cheaper }: { readonly cents: number; readonly cheaper: boolean },
): Content {
  const account = services.map((service) => service.account).join(', ');
  const details: RunDetails = {
    ads: Object.fromEntries(ads.map(({ id, file }) => [id, file])),
    services,
    cheaper,
    ...versions,
  };
  return { kind: 'model spend', account, client: account, currency: 'USD', amountMinor: cents, details };
}

export interface SpendParts {
  readonly reach: Reach;
  readonly agreeTo: (judge: Judge, account: string) => Promise<void>;
  readonly job: (id: string) => Promise<Job | null>;
  /** Makes the run under this id and begins it. */
  readonly begin: (id: string, title: string, payload: JudgePayload) => Promise<void>;
}

export const runTitle = (ads: number): string => `Council on ${ads} ${ads === 1 ? 'ad' : 'ads'}`;

/** A run bears the name of its request, so that one request is one run. */
const jobOf = (tag: string): string => tag.replace(/^ap_/, 'job_');

/** Begins the approved run. Whoever approved it was shown what goes where, as in the dialog of the window. */
export const modelSpendExecutor = ({ reach, agreeTo, job, begin }: SpendParts): TaggedPort => ({
  async send(content, tag) {
    const { ads, services, cheaper, rubric, prompt } = detailsOf(content);
    const only = services.map(({ judge, model, account }) => ({ judge, model, account }));
    const no = (detail: string) => ({ kind: 'refused', code: 'CONFLICT', detail }) as const;
    if (rubric !== versions.rubric || prompt !== versions.prompt)
      return no('Models are asked in other words by now; propose it again.');
    for (const { judge, model, account } of only) {
      const now = await reach(judge);
      if (now.off !== null) return no(`${judge} is not asked: ${now.off}`);
      if (now.model !== model || now.account !== account)
        return no(`${judge} is ${now.model} at ${now.account} by now, not ${model} at ${account}.`);
    }
    for (const { judge, account } of only) await agreeTo(judge, account);
    const adIds = Object.keys(ads);
    const payload: JudgePayload = {
      jobId: null,
      adIds,
      council: 'all',
      ceilingMicroUsd: content.amountMinor * microUsdOfCent,
      cheaper,
      byProgram: false,
      only,
    };
    await begin(jobOf(tag), runTitle(adIds.length), payload);
    return { kind: 'done', answerId: jobOf(tag) };
  },
  find: async (_content, tag) => (await job(jobOf(tag)))?.id ?? null,
});
