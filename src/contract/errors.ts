/**
 * The closed list of failures. Every transport carries the same code; the HTTP status and the exit code are read from
 * here and nowhere else. Add with care: each code needs a cause a user can recognise and a step they can take.
 */
export interface ErrorSpec {
  /** What happened, in words a marketer understands. */
  readonly text: string;
  /** What to do next. */
  readonly next: string;
  readonly http: number;
  /** 1 nothing could be done, 2 wrong usage, 3 store, 4 account, 5 budget or approval, 130 after Ctrl-C. */
  readonly exit: 1 | 2 | 3 | 4 | 5 | 130;
}

const media = (text: string, next: string): ErrorSpec => ({ text, next, http: 422, exit: 1 });
const store = (text: string, next: string, http = 500): ErrorSpec => ({ text, next, http, exit: 3 });
const access = (text: string, next: string, http: number): ErrorSpec => ({ text, next, http, exit: 4 });

export const errors = {
  NO_VIDEO: media('The file has sound but no picture.', 'Export the ad again with its video track.'),
  NOT_MEDIA: media(
    'The content is not a video or an image, whatever its name says.',
    'Check which file was exported.',
  ),
  EMPTY_FILE: media('The file is empty (0 bytes).', 'Copy or download it again.'),
  TRUNCATED: media(
    'The file ends too early; part of it is missing.',
    'Copy or download it again, then retry.',
  ),
  NO_INDEX: media(
    'The video has no index (moov), so it cannot be opened.',
    'Export or download it again in full.',
  ),
  BAD_HEADER: media('The header of the file is damaged.', 'Export the file again from its source.'),
  DAMAGED: media('Some of the content could not be decoded.', 'Export it again; what was readable is used.'),
  ENCRYPTED: media('The file is protected (DRM) and cannot be decoded.', 'Use an unprotected export.'),
  UNSUPPORTED_CODEC: media(
    'The format of the picture is not supported here.',
    'Convert it to H.264 MP4, JPEG or PNG.',
  ),
  TOO_LARGE: media(
    'It is larger than the safe limit.',
    'Export it smaller: at most 40 MP video, 100 MP images, 8 GB, 4 GB to fetch.',
  ),
  TIMEOUT: media(
    'Decoding took longer than the limit and was stopped.',
    'Retry when this computer is less busy; if it repeats with a long film, export a shorter one.',
  ),
  OUT_OF_MEMORY: media('Decoding needed more memory than the limit.', 'Export the ad at a smaller size.'),
  UNREADABLE: media('The file could not be read.', 'Check that it still exists and that you may read it.'),
  MEDIA_CRASH: media(
    'The decoder crashed on this file; nothing else was affected.',
    'Export the file again.',
  ),

  NO_DECODER: {
    text: 'The programs that decode films, ffmpeg and ffprobe, are missing.',
    next: 'Analyse again once they are there; Health tells when they are found.',
    http: 500,
    exit: 1,
  },

  STORE_CORRUPT: store(
    'The library database is damaged.',
    'Where there is a backup, "titan restore" goes back to the newest good one.',
  ),
  STORE_NEWER: store('The library was written by a newer Titan Ads.', 'Update Titan Ads on this machine.'),
  STORE_LOCKED: store(
    'Another program holds the library.',
    'Close the program that has titan.db open, such as a backup or a database browser; then try again. A job goes on by itself.',
  ),
  DISK_FULL: store('The disk is full.', 'Free some space, then resume.', 507),
  READ_ONLY: store(
    'The data folder cannot be written.',
    'Check its permissions, or set TITAN_HOME to another folder.',
  ),

  NOT_CONNECTED: access(
    'No account is connected for this.',
    'Connect it in Settings, Accounts, or with "titan connect".',
    424,
  ),
  AUTH_EXPIRED: access('The sign-in has expired.', 'Sign in again.', 401),
  PERMISSION: access('This is not allowed here.', 'Use an account, a host or a token that may do it.', 403),
  RATE_LIMITED: access('The service asks us to slow down.', 'Wait; it goes on by itself.', 429),
  UPSTREAM: access('The service answered with an error.', 'Try again later.', 502),
  STILL_ENDING: access(
    'What was called off has not ended at its service yet.',
    'Wait; it goes on by itself.',
    503,
  ),
  OFFLINE: access('The service cannot be reached.', 'Check the network and try again.', 503),

  INVALID_INPUT: { text: 'The input is not valid.', next: 'Correct what it names.', http: 400, exit: 2 },
  NOT_FOUND: { text: 'There is no such thing here.', next: 'Check the id or the path.', http: 404, exit: 1 },
  CONFLICT: {
    text: 'It cannot be done as things stand now.',
    next: 'Look at how it stands, then decide.',
    http: 409,
    exit: 1,
  },
  BUDGET_REACHED: {
    text: 'A limit of money is reached.',
    next: 'Raise it or stop here.',
    http: 402,
    exit: 5,
  },
  NEEDS_APPROVAL: { text: 'This waits for a person.', next: 'Approve it in the window.', http: 403, exit: 5 },
  STOPPED: {
    text: 'Everything was stopped.',
    next: 'Let it go on in Approvals, then resume or ask again.',
    http: 403,
    exit: 5,
  },
  NOT_ENOUGH_DATA: {
    text: 'There is not enough data to say.',
    next: 'Collect more results.',
    http: 422,
    exit: 1,
  },
  CANCELLED: {
    text: 'It was cancelled.',
    next: 'Run it again to go on where it stopped.',
    http: 499,
    exit: 130,
  },
  INTERNAL: {
    text: 'Something went wrong inside Titan Ads.',
    next: 'Report it with the log id.',
    http: 500,
    exit: 1,
  },
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof errors;
export const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]];

/** A failure as it crosses a border. `detail` says which file or call; `logId` is there for INTERNAL only. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly nextStep: string;
  readonly logId?: string | undefined;
}

/** The one error class that may be thrown on purpose. Anything else is a bug and becomes INTERNAL. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  /** Which file, field or call: added to the code's own text. */
  readonly detail: string;
  /** How long a service asked to be left alone; null when it did not say. */
  readonly afterMs: number | null;

  constructor(code: ErrorCode, detail = '', options?: ErrorOptions & { readonly afterMs?: number | null }) {
    super(detail ? `${errors[code].text} ${detail}` : errors[code].text, options);
    this.code = code;
    this.detail = detail;
    this.afterMs = options?.afterMs ?? null;
  }

  toFailure(): Failure {
    return { code: this.code, message: this.message, nextStep: errors[this.code].next };
  }
}
