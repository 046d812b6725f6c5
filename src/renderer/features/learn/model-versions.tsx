import { useState } from 'react';
import type { ReportCard } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { ask, turning } from '../../api/turning.ts';
import { count, percent, plural, twoDecimals } from '../../format/number.ts';
import { calendarDay } from '../../format/time.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { spoken } from './insight-words.ts';
import css from './insights.module.css';

type Version = ReportCard['versions'][0];

/** Whether what was learnt still holds, and the way back to what was said before. */
export const ModelVersions = ({ report: { from, stays, drift, versions } }: { report: ReportCard }) => {
  const { id: account } = from.account;
  const { call } = useApi().transport;
  const [busy, setBusy] = useState(false);
  const held = versions.find(({ state }) => state === 'held')?.version ?? null;
  const using = (version: number | null) => async () =>
    (await ask(call, 'learn.useVersion', { account, version })) !== null;
  const use = async (version: number | null) => {
    setBusy(true);
    const what = version === null ? 'Let newer versions take over' : `Went back to version ${version}`;
    await turning(what, using(version), using(held));
    setBusy(false);
  };
  const stale = versions.find(({ state }) => state !== 'kept')?.fits === false;
  return (
    <>
      <h3 className={css.versionsHead}>Does it still hold?</h3>
      <p className={css.facts}>
        {stale
          ? 'The model in use missed more of the ads that ran since than chance allows: learn again, or go back to one that held. '
          : ''}
        {drift === null
          ? 'Too few ads are waiting to run to tell whether they are like those learnt from.'
          : drift.moved.length === 0
            ? `The ${plural(drift.new_ads, 'ad')} that have not run are like those learnt from.`
            : `The ${plural(drift.new_ads, 'ad')} that have not run differ from those learnt from in ${drift.moved
                .slice(0, 4)
                .map(({ trait }) => spoken(trait))
                .join(', ')}: trust predictions of them less until some have run.`}
      </p>
      <div className={css.scrolls}>
        <table className={css.patterns}>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Said on</th>
              <th scope="col" className={css.right}>
                Gain, 80 %
              </th>
              <th scope="col" className={css.right}>
                Held since
              </th>
              <th scope="col" className={css.right}>
                Clicks, real of said
              </th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <VersionRow
                key={version.version}
                version={version}
                busy={busy}
                onUse={() => void use(version.version)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.legend}>
        <span className="meta">
          {held !== null
            ? 'The held version stays in use; what is learnt meanwhile is kept beside it.'
            : stays !== null
              ? `The one in use stays: ${stays}.`
              : 'Every refresh learns anew and takes the place of the one before where it is better; nothing is overwritten.'}
        </span>
        {held !== null && (
          <BusyButton size="xs" variant="default" loading={busy} onClick={() => void use(null)}>
            Let newer ones take over
          </BusyButton>
        )}
      </p>
    </>
  );
};

const gainText = ({ gain, gain80 }: Version): string =>
  gain === null || gain80 === null ? '–' : `${twoDecimals(gain)} % (${gain80.map(twoDecimals).join(' to ')})`;

const VersionRow = ({ version, busy, onUse }: { version: Version; busy: boolean; onUse: () => void }) => {
  const { ran, within, clicks_seen: seen, clicks_said: said } = version;
  return (
    <tr className={version.state === 'kept' ? undefined : css.chosen}>
      <th scope="row">
        {version.version}
        <span className={`meta ${css.under}`}>{calendarDay(version.made_at)}</span>
      </th>
      <td className={css.said}>{version.says}</td>
      <td className={css.right}>{gainText(version)}</td>
      <td className={css.right}>
        {ran === 0 ? (
          <span className="meta">none has 200 impressions yet</span>
        ) : (
          <>
            {`${within} of ${ran}`}
            <span className={`meta ${css.under}`}>
              {version.fits === false ? 'no longer fits' : version.fits === null ? 'too few to tell' : 'fits'}
            </span>
          </>
        )}
      </td>
      <td className={css.right}>
        {ran === 0 ? '–' : percent(seen / Math.max(said, 1))}
        {ran > 0 && <span className={`meta ${css.under}`}>{`${count(seen)} of ${count(said)}`}</span>}
      </td>
      <td>
        {version.state === 'kept' ? (
          <button
            type="button"
            className="link"
            disabled={busy}
            aria-label={`Use version ${version.version}`}
            onClick={onUse}
          >
            use
          </button>
        ) : (
          version.state
        )}
      </td>
    </tr>
  );
};
