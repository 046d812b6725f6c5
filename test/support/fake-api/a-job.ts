import type { FileFailure, Job, SkippedFile } from '../../../src/contract/index.ts';
import { errors } from '../../../src/contract/index.ts';
import { hexOf } from './random.ts';

export const jobIdOf = (number: number): string => `job_${hexOf(number + 5000, 12)}`;

export const aJob = (
  number: number,
  overrides: Partial<Job> = {},
  progress: Partial<Job['progress']> = {},
): Job => ({
  id: jobIdOf(number),
  kind: 'analyze',
  title: 'BFCM folder',
  state: 'done',
  attempt: 1,
  error: null,
  created_at: '2026-11-20T09:12:04.000Z',
  started_at: '2026-11-20T09:12:04.000Z',
  finished_at: null,
  resumes_at: null,
  ...overrides,
  progress: { done: 0, total: 0, failed: 0, skipped: 0, bytes: 0, eta_s: null, listed: true, ...progress },
});

const bad = (path: string, code: keyof typeof errors, detail: string): FileFailure => ({
  path,
  source: '/home/anna/ads',
  code,
  message: `${errors[code].text} ${detail}`,
  next_step: errors[code].next,
});

export const someFailures: readonly FileFailure[] = [
  bad('spring/hero_final_v7.mp4', 'NO_INDEX', 'The moov box is missing.'),
  bad('statics/offer_square.jpg', 'BAD_HEADER', 'The first 512 bytes are not a JPEG header.'),
  bad('ugc/voiceover_only.mp4', 'NO_VIDEO', 'One audio stream, no video stream.'),
];

export const someSkipped: readonly SkippedFile[] = [
  { path: '.DS_Store', source: '/home/anna/ads', reason: 'hidden file' },
  { path: 'brief.docx', source: '/home/anna/ads', reason: 'not a video or image' },
];
