import type { Ad } from '../../../contract/index.ts';
import { plural, significant } from '../../format/number.ts';
import { dateTime, duration } from '../../format/time.ts';
import { copyText } from '../../state/copy-text.ts';
import { go } from '../../state/place.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './detail.module.css';

const modes: Record<Ad['media']['mode'], string> = {
  full: 'every frame',
  reference_frames: 'reference frames (long file)',
  key_frames: 'key frames (very long file)',
  still: 'still image',
};

const Path = ({ path }: { path: string }) => (
  <li className={css.path}>
    <span className={css.pathText}>{path}</span>
    <IconButton icon="copy" label={`Copy path ${path}`} onClick={() => void copyText(path, 'Path copied')} />
  </li>
);

/** Where the ad lies, what kind of file it is, and what else in the library is (nearly) the same. */
export const AdFacts = ({ ad }: { ad: Ad }) => {
  const { media, library } = ad;
  const facts: [string, string][] = [
    [
      'Size',
      `${media.width} × ${media.height}${media.rotation_deg ? `, rotated ${media.rotation_deg}°` : ''}`,
    ],
    ['Format', `${media.container} · ${media.codec}${media.hdr ? ' · HDR' : ''}`],
    ...(media.duration_s === null
      ? []
      : ([
          ['Length', `${duration(media.duration_s)}${media.fps ? ` · ${significant(media.fps)} fps` : ''}`],
          ['Sound', media.has_audio ? 'yes' : 'none'],
        ] as [string, string][])),
    ['Read', modes[media.mode]],
    ['Measured', `${dateTime(ad.measured_at)} · engine ${ad.engine_version}`],
  ];
  return (
    <section className={css.block} aria-label="File">
      {ad.problem && (
        <div className={css.problem}>
          <FailureNote failure={{ ...ad.problem, nextStep: ad.problem.next_step }} />
        </div>
      )}
      {library.near_duplicate_of !== null && (
        <p className={css.near}>
          {'Nearly the same as '}
          <button
            type="button"
            className="link"
            onClick={() => go({ name: 'library', ad: library.near_duplicate_of, seconds: null })}
          >
            another ad
          </button>
        </p>
      )}
      <h3>File</h3>
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ul>
        <Path path={ad.path} />
        {ad.other_paths.length > 0 && (
          <li className="meta">{`${plural(ad.other_paths.length, 'copy', 'copies')} with the same bytes:`}</li>
        )}
        {ad.other_paths.map((path) => (
          <Path key={path} path={path} />
        ))}
      </ul>
    </section>
  );
};
