/**
 * `titan-ads://…` from a mail, a chat or another program. A link leads to a place of the window and does nothing else:
 * what it names is looked up like any other address, and no place acts by being opened.
 */
export const linkScheme = 'titan-ads';

const views = 'library|welcome|health|settings';
const link = new RegExp(
  `^${linkScheme}://(?:(ad)/([0-9a-f]{16})(?:/(\\d{1,5}(?:\\.\\d{1,3})?))?|(job)/(job_[0-9a-z]{1,40})|(view)/(${views}))/?$`,
);

/** The window's own address of that place; null for whatever is not exactly a link of ours. */
export function placeOfLink(text: string): string | null {
  const [whole, ad, adId, seconds, job, jobId, view, name] = link.exec(text) ?? [];
  if (whole === undefined) return null;
  if (ad) return `#/review/${adId}${seconds ? `/${seconds}` : ''}`;
  if (job) return `#/job/${jobId}`;
  return view ? `#/${name}` : null;
}

/** The first link among the arguments of a start, as it was given; the system hands over one and nothing else. */
export const linkFromArgs = (argv: readonly string[]): string | null =>
  argv.slice(1).find((arg) => placeOfLink(arg) !== null) ?? null;
