import { Suspense, useState } from 'react';
import type { AdId } from '../../../contract/index.ts';
import { useApi, useQuery } from '../../api/api.tsx';
import { ask } from '../../api/turning.ts';
import { later } from '../../ui/later.ts';

const NameDialog = later(async () => (await import('./name-dialog.tsx')).NameDialog);

interface FileGoneProps {
  readonly id: AdId;
  /** What to say where the file is there and still nothing plays. */
  readonly otherwise: string;
  readonly className: string | undefined;
  /** It was located. */
  readonly onFound: () => void;
}

/** Why an ad cannot be shown: its file is gone and may be located, or this window has no player for it. */
export const FileGone = ({ id, otherwise, className, onFound }: FileGoneProps) => {
  const { data } = useQuery('library.places', { ad: id });
  const { transport } = useApi();
  const [asking, setAsking] = useState(false);
  const locate = async (path: string) => {
    if (await ask(transport.call, 'library.locate', { ad: id, path })) onFound();
  };
  if (!data) return null;
  const [first] = data.places;
  if (data.places.some(({ state }) => state === 'there') || !first)
    return <p className={className}>{otherwise}</p>;
  const what = first.state === 'gone' ? 'The file is gone' : 'The file has changed';
  return (
    <div className={className} role="status">
      {`${what}: ${first.path}. What was measured stays. `}
      <button type="button" className="link" onClick={() => setAsking(true)}>
        Locate…
      </button>
      {asking && (
        <Suspense>
          <NameDialog
            title="Where the file is now"
            label="Path of the file"
            name={first.path}
            action="Locate"
            longest={4096}
            onName={(path) => void locate(path)}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </div>
  );
};
