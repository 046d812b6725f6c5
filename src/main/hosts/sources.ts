import { isDriveRoot } from '../core/ingest/drive-place.ts';
import { isMetaRoot } from '../core/ingest/meta-place.ts';
import type { AdSource, AnalyzePayload, JobItem } from '../ports.ts';

export interface SourcesParts {
  /** The disks of this machine. */
  readonly files: AdSource;
  readonly drive: () => Promise<{ readonly files: AdSource }>;
  readonly meta: { files(): Promise<AdSource> | AdSource };
}

/** Where the files of jobs come from; services are opened when the first of theirs is asked for. */
export function createSources({ files, drive, meta }: SourcesParts) {
  const sourceOf = async (isDrive: boolean, isMeta: boolean): Promise<AdSource> =>
    isDrive ? (await drive()).files : isMeta ? meta.files() : files;
  const ofItem = ({ root }: Pick<JobItem, 'root'>): Promise<AdSource> =>
    sourceOf(isDriveRoot(root), isMetaRoot(root));
  /** For jobs over ads that were measured: what has left the cache since then is fetched again. */
  const fetchedAgain: Pick<AdSource, 'fetchAhead' | 'fetch'> = {
    fetchAhead: 0,
    fetch: async (item, signal) => (await ofItem(item)).fetch(item, signal),
  };
  return {
    ofItem,
    fetchedAgain,
    /** Where an analysis lists its files, and where it fetches them. */
    async ofAnalysis({ paths, drive: inDrive, meta: atMeta }: AnalyzePayload) {
      const lists = await sourceOf(inDrive !== null, atMeta !== null);
      // Ads that are measured again may each have come from elsewhere.
      return { lists, fetches: lists === files && paths.length === 0 ? fetchedAgain : lists };
    },
  };
}

export type Sources = ReturnType<typeof createSources>;
