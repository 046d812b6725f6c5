import { AppError, adLetter, type Comparison, startName, startsDiffer } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { adNamed } from '../home.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { type Column, dim, table, writeResult } from './output.ts';

const signed = (points: number): string =>
  `${points < 0 ? '−' : points > 0 ? '+' : ''}${Math.abs(points).toFixed(1)}`;

export async function compare(app: App, args: readonly string[], flags: Flags): Promise<number> {
  if (args.length < 2 || args.length > 4)
    throw new AppError('INVALID_INPUT', 'Name two to four ads: titan compare <ad> <ad>…');
  const result = await call(app, 'score.compare', { ads: args.map(adNamed) });
  await writeResult(flags.json ? JSON.stringify(result) : text(result), flags.out);
  return 0;
}

interface Line {
  readonly what: string;
  readonly cells: readonly string[];
  readonly points: string;
}

function text({ ads, scores, start, differences, same, summary }: Comparison): string {
  const columns: Column<Line>[] = [
    { head: 'what', max: 34, cell: ({ what }) => what },
    ...ads.map((_, at) => ({ head: adLetter(at), max: 40, cell: ({ cells }: Line) => cells[at] ?? '' })),
    { head: 'points', align: 'right', cell: ({ points }) => points },
  ];
  const lines: Line[] = [
    ...scores.map((score) => ({
      what: score.what === 'overall' ? 'score' : score.what,
      cells: score.values.map((value, at) => {
        const range = score.intervals[at];
        return value === null
          ? 'not enough measured'
          : `${value.toFixed(1)}${range ? ` (${range.join('–')})` : ''}`;
      }),
      points: Math.max(0, ...score.behind.map((behind) => behind ?? 0)).toFixed(1),
    })),
    ...(startsDiffer(start)
      ? [{ what: startName.toLowerCase(), cells: start.map((one) => one?.toFixed(1) ?? '–'), points: '' }]
      : []),
    ...differences.map(({ name, feature, unit, cells, spread }) => ({
      what: name === feature ? name : `${name} ${feature}`,
      cells: cells.map(({ value, status, points }) => {
        const measured = value === null ? 'none' : `${JSON.stringify(value)} ${unit}`.trim();
        const shown = status === 'ok' ? measured : status.replace('_', ' ');
        return points ? `${signed(points)}  ${shown}` : shown;
      }),
      points: spread > 0 ? spread.toFixed(1) : '',
    })),
  ];
  return [
    ...ads.map((ad, at) => `${adLetter(at)}  ${ad.path}  (${ad.id})`),
    '',
    ...summary.map(({ text }) => text),
    dim('Share of the checklist with its 80 % interval of judgement, not a chance of winning.'),
    '',
    table(lines, columns),
    '',
    dim(`${same} checks are the same. "points" is the largest difference between two of the ads.`),
  ].join('\n');
}
