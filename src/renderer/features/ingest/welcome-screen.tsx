import type { AdRow, Service } from '../../../contract/index.ts';
import { judgeOrder, serviceNames } from '../../../contract/words.ts';
import { useApi, useQuery } from '../../api/api.tsx';
import { thumbUrl } from '../../api/pictures.ts';
import type { Transport } from '../../api/transport.ts';
import { useLiveRows } from '../../api/use-live-rows.ts';
import { count, plural } from '../../format/number.ts';
import { useIntake } from '../../state/intake.ts';
import { go, library } from '../../state/place.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { TileFace } from '../../ui/tile.tsx';
import { DecoderNote } from '../health/decoder-note.tsx';
import { FirstSteps } from './first-steps.tsx';
import type { AddAds } from './use-add-ads.ts';
import { useOwnAds } from './use-own-ads.ts';
import css from './welcome.module.css';

const MOST = 6;
const MOST_FOLDERS = 4;

/** What is so now, on this host and with what is connected: the lines change when it does. */
const promisesFor = (
  kind: Transport['kind'],
  connected: readonly Service[] | undefined,
): { icon: IconName; title: string; text: string }[] => [
  {
    icon: 'chip',
    title: 'Your files and scores',
    text: `Measured and kept on this machine. ${whatLeaves(connected)}`,
  },
  {
    icon: 'offline',
    title: 'No network needed',
    text: `Measuring, scoring and explaining run without a connection. ${whoIsAsked(connected)}`,
  },
  {
    icon: 'lock',
    title: 'Your files stay as they are',
    text:
      kind === 'browser'
        ? 'They are only read. What you drop in this browser tab is copied into the app’s data folder first.'
        : 'They are only read, where they are. Scores and thumbnails go into the app’s own data folder.',
  },
];

const named = (services: readonly Service[]): string =>
  services.map((service) => serviceNames[service]).join(', ');

/** Until it is known what is connected, nothing is promised of it. */
const whatLeaves = (connected: readonly Service[] | undefined): string => {
  if (!connected) return '';
  return connected.length === 0
    ? 'Nothing leaves it, and nothing needs an account.'
    : `What leaves it goes to the accounts that you connected: ${named(connected)}.`;
};

const whoIsAsked = (connected: readonly Service[] | undefined): string => {
  const models = connected?.filter((service) => judgeOrder.some((judge) => judge === service));
  if (!models) return '';
  return models.length === 0
    ? 'No model outside is asked.'
    : `The council and the Director alone ask models: ${named(models)}.`;
};

export const WelcomeScreen = ({ add }: { add: AddAds }) => {
  const { transport } = useApi();
  const samples = useLiveRows({ limit: MOST });
  const accounts = useQuery('accounts.list', {}).data?.accounts;
  const connected = accounts?.filter(({ kept_in }) => kept_in !== null).map(({ service }) => service);
  return (
    <div className={css.screen}>
      <div className={css.main}>
        <h2 className={css.title}>See which ads to run before you pay for them</h2>
        <p className={css.lead}>
          Drop a folder. Each ad is measured and scored on this machine, with the reasons and the second they
          happen.
        </p>
        <DecoderNote />
        <div className={css.drop}>
          <Fan rows={samples.data?.rows ?? []} />
          <h3 className={css.dropTitle}>Drop videos, images or a whole folder</h3>
          <p className="meta">
            MP4, MOV, WebM, GIF, JPEG, PNG, HEIC and more · folders are read with all that is in them
          </p>
          <div className={css.buttons}>
            <button type="button" className={css.primary} onClick={() => void add.chooseFolder()}>
              <Icon name="folder" />
              Choose folder
              <CommandKey command="add" onAccent />
            </button>
            <button type="button" className={css.secondary} onClick={() => void add.chooseFiles()}>
              <Icon name="file" />
              Choose files
            </button>
            <button
              type="button"
              className={css.secondary}
              onClick={() => useIntake.setState({ askingDrive: true })}
            >
              <Icon name="cloud" />
              Analyze My Google Drive Ads
            </button>
          </div>
        </div>
        <RecentFolders add={add} />
        <SampleShelf samples={samples} />
      </div>
      <aside className={css.side} aria-label="What stays on this machine">
        <h2>What stays on this machine</h2>
        <ul className={css.promises}>
          {promisesFor(transport.kind, connected).map(({ icon, title, text }) => (
            <li key={title}>
              <Icon name={icon} />
              <div>
                <h3>{title}</h3>
                <p>{text}</p>
              </div>
            </li>
          ))}
        </ul>
        <FirstSteps onAdd={() => void add.chooseFolder()} />
        <div className={css.note}>
          <h3>A score before spend is a checklist</h3>
          <p>
            It says how much of a checklist an ad fulfils and how it ranks among its neighbours. It is not a
            chance of winning, and the app never calls it one.
          </p>
        </div>
      </aside>
    </div>
  );
};

const RecentFolders = ({ add }: { add: AddAds }) => {
  const folders = useQuery('settings.get', {}).data?.recent_folders ?? [];
  if (folders.length === 0) return null;
  return (
    <section aria-label="Recent folders">
      <h2>Measure again</h2>
      <ul className={css.folders}>
        {folders.slice(0, MOST_FOLDERS).map((folder) => (
          <li key={folder}>
            <button type="button" className="link" title={folder} onClick={() => void add.again(folder)}>
              <span className="clip">{folder}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Three of the samples as a small pile; a folder until they are there. */
const Fan = ({ rows }: { rows: readonly AdRow[] }) => {
  const shown = rows.slice(0, 3);
  if (shown.length < 3) {
    return (
      <div className={css.dropIcon}>
        <Icon name="folder" size={18} />
      </div>
    );
  }
  return (
    <div className={css.fan} aria-hidden="true">
      {shown.map((ad) => (
        <img key={ad.id} src={thumbUrl(ad.id)} alt="" />
      ))}
    </div>
  );
};

const SampleShelf = ({ samples }: { samples: ReturnType<typeof useLiveRows> }) => {
  const rows = samples.data?.rows ?? [];
  const total = samples.data?.library ?? 0;
  // None are added where a library is missed.
  const come = useQuery('settings.get', {}).data?.recovery === null;
  const own = useOwnAds();
  const title = own
    ? `Or look at your ${plural(total, 'ad')}`
    : `Or look around with ${plural(total, 'sample ad')}`;
  return (
    <section aria-label={own ? 'Ads here' : 'Sample ads'}>
      <div className={css.samplesHead}>
        <h2>{total > 0 ? title : 'Sample ads'}</h2>
        <span className={css.spring} />
        {total > 0 && (
          <button type="button" className={css.secondary} onClick={() => go(library)}>
            {own ? 'Open the Library' : 'Open the samples'}
            <Icon name="right" />
          </button>
        )}
      </div>
      {samples.error && <FailureNote failure={samples.error} />}
      {!samples.error && total === 0 && come && (
        <p className="meta">The sample ads appear here as they are scored.</p>
      )}
      <ul className={css.tiles}>
        {rows.map((ad) => (
          <li key={ad.id}>
            <button
              type="button"
              className={css.tile}
              title={ad.name}
              onClick={() => go({ name: 'library', ad: ad.id, seconds: null })}
            >
              <TileFace ad={ad} picture={168} />
            </button>
          </li>
        ))}
      </ul>
      {total > MOST && <p className={`meta ${css.more}`}>{`and ${count(total - MOST)} more`}</p>}
    </section>
  );
};
