/**
 * `titan-ads://…` from a mail, a chat or another program. A link leads to a place of the window and does nothing else:
 * what it names is looked up like any other address, and no place acts by being opened.
 */
export const linkScheme = 'titan-ads';

const screens =
  'library|welcome|health|settings|today|performance|budget|approvals|director|insights|links|accounts';
const link = new RegExp(
  `^${linkScheme}://(?:ad/(?<ad>[0-9a-f]{16})(?:/(?<seconds>\\d{1,5}(?:\\.\\d{1,3})?))?|job/(?<job>job_[0-9a-z]{1,40})|approval/(?<request>ap_[0-9a-z]{8,32})|view/(?:(?<screen>${screens})|(?<saved>[\\w-]{21,20000})))/?$`,
);

/** The window's own address of that place; null for whatever is not exactly a link of ours. */
export function placeOfLink(text: string): string | null {
  const { ad, seconds, job, request, screen, saved } = link.exec(text)?.groups ?? {};
  if (ad) return `#/review/${ad}${seconds ? `/${seconds}` : ''}`;
  if (job) return `#/job/${job}`;
  if (request) return `#/approvals/${request}`;
  // What it holds is checked in the window, where it is shown and no more.
  if (saved) return `#/view/${saved}`;
  return screen ? `#/${screen}` : null;
}

/** What the taskbar of Windows offers beside recent folders: places by their links, in a start of `program`. */
export const jumpTasks = (program: string) =>
  [
    ['Add ads', 'welcome'],
    ['Approvals', 'approvals'],
    ['Director', 'director'],
  ].map(([title = '', screen]) => ({
    program,
    arguments: `${linkScheme}://view/${screen}`,
    title,
    description: '',
    iconPath: program,
    iconIndex: 0,
  }));

/** The first link among the arguments of a start, as it was given; the system hands over one and nothing else. */
export const linkFromArgs = (argv: readonly string[]): string | null =>
  argv.slice(1).find((arg) => placeOfLink(arg) !== null) ?? null;
