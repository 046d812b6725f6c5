import { describe, expect, it } from 'vitest';
import { jumpTasks, linkFromArgs, placeOfLink } from '../../../../src/main/hosts/electron/deep-link.ts';
import { placeFromSecond } from '../../../../src/main/hosts/electron/hostile-args.ts';

const id = '0123456789abcdef';

describe('a link of ours', () => {
  it.each([
    [`titan-ads://ad/${id}`, `#/review/${id}`],
    [`titan-ads://ad/${id}/2.5`, `#/review/${id}/2.5`],
    ['titan-ads://job/job_00ab12', '#/job/job_00ab12'],
    ['titan-ads://view/health', '#/health'],
    ['titan-ads://view/library/', '#/library'],
    ['titan-ads://view/approvals', '#/approvals'],
    ['titan-ads://approval/ap_00000001', '#/approvals/ap_00000001'],
  ])('%s leads to %s', (link, place) => {
    expect(placeOfLink(link)).toBe(place);
    expect(linkFromArgs(['titan-ads', '--flag', link])).toBe(link);
    expect(placeFromSecond({ paths: [], link })).toBe(place);
  });
});

it.each([20, 14_000])(
  'a link to a view is handed on with all that it holds: %i letters of filter',
  (letters) => {
    const view = { name: 'Strong', state: { where: 'x'.repeat(letters), sort: 'score' } };
    const text = Buffer.from(JSON.stringify(view)).toString('base64url');
    const link = `titan-ads://view/${text}`;
    expect(linkFromArgs(['titan-ads', link])).toBe(link);
    expect(placeFromSecond({ paths: [], link })).toBe(`#/view/${text}`);
  },
);

it('is what the taskbar of Windows offers', () => {
  const places = jumpTasks('app.exe').map((task) => placeOfLink(task.arguments));
  expect(places).toEqual(['#/welcome', '#/approvals', '#/director']);
});

/** Verbs, other hosts and schemes, escapes, arguments and markup, at every place of a link. */
const verbs = [
  'approve',
  'approve.confirm',
  'spend',
  'confirm',
  'act',
  'pay',
  'reject',
  'settings.set',
  'call',
  'run',
];
const poison = [
  '?confirm=1',
  '#/approve',
  '%2e%2e',
  '/../..',
  '\\..',
  ' --inspect',
  '\n',
  '\0',
  '"',
  "'",
  '<script>',
  ';calc',
  '&x=1',
  '\u202e',
  '//evil.example',
  ':80',
  '@evil.example',
  '/',
  '/1',
  '/-1',
  '/1e9',
  '/NaN',
];
const crafted = [
  ...verbs.flatMap((verb) => [`titan-ads://${verb}/1`, `titan-ads://view/${verb}`, `titan-ads:${verb}`]),
  ...poison.flatMap((end) => [
    `titan-ads://view/health/${end}`,
    `titan-ads://job/job_1${end}`,
    `titan-ads://${end}`,
  ]),
  ...poison.filter((end) => !/^\/1?$/.test(end)).map((end) => `titan-ads://ad/${id}${end}`),
  `TITAN-ADS://ad/${id}`,
  `titan-ads:/ad/${id}`,
  `titan-ads:ad/${id}`,
  ` titan-ads://ad/${id}`,
  `titan-ads://ad/${id.toUpperCase()}`,
  `titan-ads://user:pass@ad/${id}`,
  `titan-ads://ad:443/${id}`,
  `titan-adsx://ad/${id}`,
  `https://titan-ads://ad/${id}`,
  `titan-ads://ad/${'0'.repeat(4000)}`,
  `titan-ads://view/settings/theme`,
  `titan-ads://view/${'a'.repeat(20_001)}`,
  `titan-ads://view/${'a'.repeat(30)}=`,
  'titan-ads://approval/ap_0000000',
  'titan-ads://approval/ap_00000001/approve',
  '',
  'titan-ads://',
  'file:///etc/passwd',
].filter((link) => link !== 'titan-ads://job/job_1/' && link !== 'titan-ads://job/job_11');

describe('a crafted link', () => {
  it('comes in more than a hundred shapes', () => expect(new Set(crafted).size).toBeGreaterThan(100));

  it.each(crafted.map((link) => [JSON.stringify(link).slice(0, 60), link]))(
    '%s leads nowhere',
    (_name, link) => {
      expect(placeOfLink(link)).toBeNull();
      expect(linkFromArgs(['titan-ads', link])).toBeNull();
      expect(placeFromSecond({ paths: [], link })).toBeNull();
    },
  );

  it.each([null, 1, 'titan-ads://view/health', { link: 1 }, { paths: 'x', link: `titan-ads://ad/${id}` }])(
    'nor does %o from a second start',
    (data) => expect(placeFromSecond(data)).toBeNull(),
  );
});
