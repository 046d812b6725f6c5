import { drive, type drive_v3 } from '@googleapis/drive';
import type { OAuth2Client } from 'google-auth-library';
import type { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import type { Credentials } from '../../ports.ts';
import type { Retry } from '../net/retry.ts';
import { type GoogleCredential, newAuth } from './auth.ts';
import { driveError } from './errors.ts';
import { About, aboutFields, DriveFile, FilePage, fileFields, pageFields } from './wire.ts';

/** An answer that is no file; bodies have a limit of their own, by what arrives. */
const answerMs = 60_000;
const pageSize = 1000;

export interface DriveBases {
  readonly drive: string | null;
  readonly googleOauth: string | null;
}

/** A file of Drive, with the key that a link-shared one may need. */
export interface FileRef {
  readonly id: string;
  readonly resourceKey?: string | undefined;
}

type Options = { headers?: Record<string, string>; signal: AbortSignal; retry: false };

/** Calls of Drive in our words: each with its own auth, our retry alone, and an answer that was looked at. */
export function createDriveClient(credentials: Pick<Credentials, 'of'>, bases: DriveBases, retry: Retry) {
  let current: { text: string; auth: OAuth2Client } | null = null;

  async function auth(): Promise<OAuth2Client> {
    const credential = await credentials.of('google');
    const text = JSON.stringify(credential);
    if (current?.text !== text) current = { text, auth: newAuth(credential, bases.googleOauth) };
    return current.auth;
  }

  const apiOf = (auth: OAuth2Client): drive_v3.Drive => {
    const rootUrl = bases.drive === null ? {} : { rootUrl: `${bases.drive}/` };
    return drive({ version: 'v3', auth, ...rootUrl });
  };

  /** A token can be taken back before it runs out, so a first 401 is answered with a new one. */
  async function once<T>(what: string, call: (api: drive_v3.Drive) => Promise<T>): Promise<T> {
    for (let again = false; ; again = true) {
      const used = await auth();
      try {
        return await call(apiOf(used));
      } catch (error) {
        const failure = driveError(error, what);
        const refused = (error as { response?: { status?: number } }).response?.status === 401;
        if (!refused || again) throw failure;
        // Another call may have had the same answer and a new one by now.
        if (current?.auth === used) current = null;
      }
    }
  }

  const ask = <S extends z.ZodType>(
    what: string,
    shape: S,
    signal: AbortSignal,
    call: (api: drive_v3.Drive, options: Options) => Promise<{ data: unknown }>,
    headers: Record<string, string> = {},
  ): Promise<z.output<S>> =>
    retry(
      () =>
        once(what, async (api) => {
          const limited = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
          const { data } = await call(api, { headers, signal: limited, retry: false });
          return shape.parse(data);
        }),
      signal,
    );

  /** Shared drives of which the account is no member: whoever is given one folder of a drive need not be. */
  const outside = new Set<string>();
  /** Folders of such drives that no search of all drives reaches the end of: an account may see too many of them. */
  const beyondAll = new Set<string>();

  async function pageIn(
    folder: FileRef,
    corpora: { readonly corpora?: string; readonly driveId?: string },
    token: string | undefined,
    signal: AbortSignal,
  ) {
    return ask(
      `Drive folder ${folder.id}`,
      FilePage,
      signal,
      (api, options) =>
        api.files.list(
          {
            q: `'${folder.id}' in parents`,
            orderBy: 'name',
            pageSize,
            fields: pageFields,
            supportsAllDrives: true,
            includeItemsFromAllDrives: true,
            ...corpora,
            ...(token !== undefined && { pageToken: token }),
          },
          options,
        ),
      keyHeader(folder),
    );
  }

  function whole(page: FilePage, { id }: FileRef): FilePage {
    if (!page.incompleteSearch) return page;
    throw new AppError('UPSTREAM', `Drive folder ${id}: Drive could not search all of it; try again later.`);
  }

  return {
    /** Around `download`, which is one attempt. */
    retry,

    file: (ref: FileRef, signal: AbortSignal): Promise<DriveFile> =>
      ask(
        `Drive file ${ref.id}`,
        DriveFile,
        signal,
        (api, options) =>
          api.files.get({ fileId: ref.id, fields: fileFields, supportsAllDrives: true }, options),
        keyHeader(ref),
      ),

    /**
     * One page of what lies in a folder, the bin's too: what is left out is said. To who is no member of a shared drive
     * Google says that the drive is not there (not seen by ourselves; tidyverse/googledrive 154, 402): then all are asked,
     * and where those are too many, what is shared with the account.
     */
    async page(
      folder: FileRef & { driveId?: string | undefined },
      token: string | undefined,
      signal: AbortSignal,
    ) {
      const { id, driveId } = folder;
      const ofAccount = async () => whole(await pageIn(folder, {}, token, signal), folder);
      if (driveId === undefined || beyondAll.has(id)) return ofAccount();
      const everywhere = async () => {
        const page = await pageIn(folder, { corpora: 'allDrives' }, token, signal);
        if (!page.incompleteSearch || token !== undefined) return whole(page, folder);
        beyondAll.add(id);
        return ofAccount();
      };
      if (outside.has(driveId)) return everywhere();
      try {
        return whole(await pageIn(folder, { corpora: 'drive', driveId }, token, signal), folder);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'NOT_FOUND') || token !== undefined) throw error;
        const page = await everywhere();
        outside.add(driveId);
        return page;
      }
    },

    /** The bytes from `start` on; the caller reads the status, for a server may answer with the whole. */
    download: (ref: FileRef, start: number, signal: AbortSignal) =>
      once(`Download of Drive file ${ref.id}`, async (api) => {
        const headers = {
          ...keyHeader(ref),
          ...(start > 0 && { range: `bytes=${start}-` }),
        };
        const response = await api.files.get(
          { fileId: ref.id, alt: 'media', supportsAllDrives: true },
          {
            headers,
            signal,
            retry: false,
            responseType: 'stream',
            validateStatus: (status) => status < 300 || status === 416,
          },
        );
        return {
          status: response.status,
          body: response.data as unknown as AsyncIterable<Uint8Array>,
          range: response.headers['content-range'] ?? null,
        };
      }),

    about: (signal: AbortSignal) =>
      ask('Drive account', About, signal, (api, options) => api.about.get({ fields: aboutFields }, options)),
  };
}

export type DriveClient = ReturnType<typeof createDriveClient>;

/** For what was shared by link only (`providers.md` 1.2). */
const keyHeader = ({ id, resourceKey }: FileRef): Record<string, string> =>
  resourceKey ? { 'x-goog-drive-resource-keys': `${id}/${resourceKey}` } : {};

/** A client for a credential that is being tested and is not kept yet. */
export const clientFor = (credential: GoogleCredential, bases: DriveBases, retry: Retry): DriveClient =>
  createDriveClient({ of: async () => credential as never }, bases, retry);
