import { NativeSelect, Switch } from '@mantine/core';
import { useApi, useQuery } from '../../api/api.tsx';
import { ask } from '../../api/turning.ts';
import { decimal } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { ApprovalSettings } from '../approve/approval-settings.tsx';
import { ModelSettings } from '../council/model-settings.tsx';
import { BrandSettings } from './brand-settings.tsx';
import { KeySettings } from './key-settings.tsx';
import { ProgramTokens } from './program-tokens.tsx';
import { RefreshSettings } from './refresh-settings.tsx';
import { type SettingRow, settingRows } from './rows.ts';
import { Group, LedTo, Row, SavedNumber, SavedText } from './setting-row.tsx';
import css from './settings.module.css';
import { type SettingsPatch, settingsIn } from './settings-changes.ts';
import { WatchButton, WatchedFolders } from './watched-folders.tsx';

/** By their own names, so that each is found by whoever wants it. */
const locales = [
  { value: '', label: 'As the system' },
  { value: 'en-US', label: 'English (US)' },
  { value: 'en-GB', label: 'English (UK)' },
  { value: 'de-DE', label: 'Deutsch' },
  { value: 'es-ES', label: 'Español' },
  { value: 'fr-FR', label: 'Français' },
  { value: 'it-IT', label: 'Italiano' },
  { value: 'nl-NL', label: 'Nederlands' },
  { value: 'pt-BR', label: 'Português (Brasil)' },
  { value: 'sv-SE', label: 'Svenska' },
  { value: 'ja-JP', label: '日本語' },
];

interface SettingsScreenProps {
  readonly row: string | null;
  readonly onKeys: () => void;
}

export const SettingsScreen = ({ row, onKeys }: SettingsScreenProps) => (
  <LedTo value={row}>
    <AllSettings onKeys={onKeys} />
  </LedTo>
);

const AllSettings = ({ onKeys }: Pick<SettingsScreenProps, 'onKeys'>) => {
  const { data, error } = useQuery('settings.get', {});
  const api = useApi();
  if (!data) {
    return (
      <Empty title={error ? 'The settings could not be read' : 'Reading settings …'}>
        {error && <NotRead failure={error} of={['settings.get']} />}
      </Empty>
    );
  }
  const change = (what: string, patch: SettingsPatch) => void settingsIn(api)(what, data, patch);
  const changeRow = (row: SettingRow, patch: SettingsPatch) => change(`“${settingRows[row]}”`, patch);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label="Settings">
      <div className={css.column}>
        {error && (
          <div className={css.group}>
            <NotRead failure={error} of={['settings.get']} />
          </div>
        )}
        <Group title="Look">
          <Row id="theme" text="System follows the computer, also while the app is open.">
            <Segmented
              label="Theme"
              value={data.theme}
              onChange={(theme) => changeRow('theme', { theme })}
              options={[
                { value: 'system', label: 'System' },
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
              ]}
            />
          </Row>
          <Row id="rows" text="Height of a row in the Library: 44, 52 or 64 px.">
            <Segmented
              label="Rows"
              value={data.density}
              onChange={(density) => changeRow('rows', { density })}
              options={[
                { value: 'compact', label: 'Compact' },
                { value: 'default', label: 'Default' },
                { value: 'roomy', label: 'Roomy' },
              ]}
            />
          </Row>
        </Group>
        <Group title="Numbers and dates">
          <Row id="locale" text={`Now: ${decimal(12_345.6)} and ${dateTime('2026-11-27T14:05:00Z')}.`}>
            <NativeSelect
              aria-label={settingRows.locale}
              value={data.locale}
              data={locales}
              onChange={(event) => changeRow('locale', { locale: event.currentTarget.value })}
            />
          </Row>
        </Group>
        <Group title="Connections">
          <Row
            id="accounts"
            text="Google Drive, Meta, HubSpot and the models of the council: connect, test, remove."
          >
            <button type="button" className="link" onClick={() => go({ name: 'accounts' })}>
              Open Accounts
            </button>
          </Row>
          <Row
            id="driveCache"
            text="In GB. From the next download on, files not used for longest make room. Health shows how much there is."
          >
            <SavedNumber
              label="Files kept from Drive in GB"
              value={data.drive_cache_gb}
              min={1}
              max={10_000}
              onChange={(drive_cache_gb) => changeRow('driveCache', { drive_cache_gb })}
            />
          </Row>
        </Group>
        <Group title="Results from Meta">
          <RefreshSettings settings={data} onChange={changeRow} />
        </Group>
        <Group title="Measuring">
          <Row id="files" text="0 chooses by the number of processor cores.">
            <SavedNumber
              label="Files at the same time"
              value={data.parallel_files}
              min={0}
              max={16}
              onChange={(parallel_files) => changeRow('files', { parallel_files })}
            />
          </Row>
          <Row
            id="ffmpeg"
            text="Leave empty to use the one of the app or of the system. Health shows which one is in use."
          >
            <SavedText
              label="Folder with ffmpeg and ffprobe"
              placeholder="found by itself"
              value={data.ffmpeg_dir}
              onSave={(ffmpeg_dir) => changeRow('ffmpeg', { ffmpeg_dir })}
            />
          </Row>
        </Group>
        <BrandSettings />
        {api.transport.kind === 'electron' && (
          <Group title="Desktop">
            <Row
              id="battery"
              text="Jobs rest while the computer runs on its battery, and go on when it is plugged in."
            >
              <Switch
                aria-label={settingRows.battery}
                checked={data.pause_on_battery}
                onChange={(event) => changeRow('battery', { pause_on_battery: event.currentTarget.checked })}
              />
            </Row>
          </Group>
        )}
        <Group title="Models and limits">
          <ModelSettings settings={data} onChange={change} />
        </Group>
        <Group title="Approvals">
          <ApprovalSettings />
        </Group>
        <Group title="Programs">
          <ProgramTokens />
        </Group>
        <Group title="Keyboard">
          <Row id="single-keys" text="Keys such as T or / without Ctrl. Turn off if they get in the way.">
            <Switch
              aria-label="Single-key shortcuts"
              checked={data.single_key_shortcuts}
              onChange={(event) =>
                changeRow('single-keys', { single_key_shortcuts: event.currentTarget.checked })
              }
            />
          </Row>
          <Row id="keys" text="Also behind ? on every screen.">
            <button type="button" className="link" onClick={onKeys}>
              Show keys
            </button>
          </Row>
          <KeySettings changes={data.keys} onChange={(keys) => change('keys', { keys })} />
        </Group>
        <Group title="Watched folders">
          <WatchedFolders />
        </Group>
        <Group title="Recent folders">
          {data.recent_folders.length === 0 ? (
            <p className={`meta ${css.recent}`}>None yet. Folders that you add are listed here.</p>
          ) : (
            <>
              <ul>
                {data.recent_folders.map((folder) => (
                  <li key={folder} className={css.keyRow}>
                    <span className={css.recent}>{folder}</span>
                    <WatchButton folder={folder} />
                  </li>
                ))}
              </ul>
              <button
                type="button"
                className="link"
                onClick={() => void ask(api.transport.call, 'settings.set', { recent_folders: [] })}
              >
                Clear this list
              </button>
            </>
          )}
        </Group>
      </div>
    </section>
  );
};
