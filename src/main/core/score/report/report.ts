import type { Ad, FileFailure, ReportTexts } from '../../../../contract/index.ts';
import { compareAds } from '../compare.ts';
import { adFull, adShort, type Pictures } from './ad-page.ts';
import { compareTable } from './compare-table.ts';
import { firstPage } from './first-page.ts';
import { lastPage } from './last-page.ts';
import { html } from './markup.ts';
import { type Line, overview } from './overview.ts';
import { style } from './style.ts';

/** More would be no page to read but a list; then each ad is shown in short, and far more make no report. */
export const FULL_ADS = 60;
export const MOST_ADS = 5_000;
export const MOST_COMPARED = 4;

export interface Report {
  readonly texts: ReportTexts;
  /** Which ads these are, in words. */
  readonly what: string;
  /** UTC, ISO 8601. */
  readonly madeAt: string;
  readonly ads: number;
  /** Base64 of the SHA-256 of `style`: what the policy of the document lets through, and nothing else. */
  readonly styleHash: string;
}

/** The document asks for nothing: no script, no font, no address; pictures lie in it. */
export const reportPolicy = (styleHash: string): string =>
  `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

/** Everything before the first ad. `compared` holds whole ads where they are few enough to be set side by side. */
export function reportHead(report: Report, lines: readonly Line[], compared: readonly Ad[]): string {
  const title = report.texts.title || 'Ads, measured and scored';
  const side =
    compared.length >= 2 && compared.length <= MOST_COMPARED ? compareTable(compareAds(compared)) : null;
  const { text } =
    html`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${reportPolicy(report.styleHash)}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><meta name="generator" content="Titan Ads"><title>${title}</title><style>`;
  const body = html`</style></head><body><main>${firstPage(title, report, lines)}${overview(lines)}${side}`;
  return `<!doctype html>\n${text}${style}${body.text}\n`;
}

/** One ad; `at` is its number in the report. */
export const reportAd = (ad: Ad, at: number, pictures: Pictures, inShort: boolean): string =>
  `${(inShort ? adShort : adFull)(ad, at, pictures).text}\n`;

/** Everything after the last ad; `failures` is null where they are no part of what was chosen. */
export const reportTail = (failures: readonly FileFailure[] | null): string =>
  `${html`${lastPage(failures)}</main></body></html>`.text}\n`;
