import { type ErrorCode, errors, type Failure } from '../../contract/errors.ts';

/** A failure that the window itself noticed, in the words of the contract. */
export const failure = (code: ErrorCode, detail = ''): Failure => ({
  code,
  message: detail ? `${errors[code].text} ${detail}` : errors[code].text,
  nextStep: errors[code].next,
});

/** The host has gone or cannot be reached: the same code for both transports, with the step that fits here. */
export const unreachable = (): Failure => ({
  code: 'OFFLINE',
  message: 'Titan Ads is not running any more, or this window lost its connection.',
  nextStep: 'Start it again; this window goes on by itself.',
});

export const cancelled = (): Failure => failure('CANCELLED');
