import type { Today } from '../../../../contract/index.ts';

const some = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** What a person may want to look at, in one line. */
export function digestText({ accounts, links_asked, approvals, failed_jobs }: Today): string {
  const sum = (of: (account: Today['accounts'][number]) => number): number =>
    accounts.reduce((total, account) => total + of(account), 0);
  const news = [
    ...some(
      sum(({ unusual }) => unusual.length),
      'figure unlike other weeks',
      'figures unlike other weeks',
    ),
    ...some(
      sum(({ tired }) => tired.length),
      'ad newly tired',
      'ads newly tired',
    ),
    ...some(links_asked, 'link with Meta to look at', 'links with Meta to look at'),
    ...some(approvals.waiting, 'request waits for you', 'requests wait for you'),
    ...some(failed_jobs.jobs, 'job with failures', 'jobs with failures'),
  ];
  // Silence about unusual days means something only where they could be judged.
  const judged = sum((account) => account.judged) > 0;
  if (!judged) news.push('too little data yet to tell an unusual day');
  return news.length > 0 ? `${news.join(', ')}.` : 'Nothing unusual.';
}
