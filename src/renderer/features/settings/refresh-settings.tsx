import { NativeSelect, Switch } from '@mantine/core';
import type { Output, Settings } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { dateTime } from '../../format/time.ts';
import { type SettingRow, settingRows } from './rows.ts';
import { Row } from './setting-row.tsx';
import css from './settings.module.css';
import type { SettingsPatch } from './settings-changes.ts';

interface RefreshSettingsProps {
  readonly settings: Settings;
  readonly onChange: (row: SettingRow, patch: SettingsPatch) => void;
}

const hours = [
  { value: '', label: 'Off' },
  ...Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: `${String(hour).padStart(2, '0')}:00`,
  })),
];

const lastText = ({ state, at, error }: NonNullable<Output<'today.schedule'>['last']>): string =>
  `Last: ${state}, ${dateTime(at)}${error ? `. ${error.message}` : ''}`;

const scheduleText = (schedule: Output<'today.schedule'> | undefined): string => {
  if (!schedule) return '';
  const { meta_connected, next, last } = schedule;
  const parts = [
    ...(meta_connected ? [] : ['Nothing happens until a Meta account is connected.']),
    ...(next ? [`Next: ${dateTime(next)}.`] : []),
    ...(last ? [lastText(last)] : []),
  ];
  return parts.join(' ');
};

/** When results come by themselves, and whether that is told of. */
export const RefreshSettings = ({ settings, onChange }: RefreshSettingsProps) => {
  const schedule = useQuery('today.schedule', {}).data;
  const { refresh_hour, refresh_paused, refresh_digest } = settings;
  const clock = schedule ? ` (${schedule.time_zone})` : '';
  return (
    <>
      <Row
        id="refresh"
        text={`While Titan Ads is open, at this hour of its machine${clock}. What sleep missed is caught up once. ${scheduleText(schedule)}`}
      >
        <NativeSelect
          aria-label={settingRows.refresh}
          className={css.hour}
          value={refresh_hour === null ? '' : String(refresh_hour)}
          data={hours}
          onChange={({ currentTarget: { value } }) =>
            onChange('refresh', { refresh_hour: value === '' ? null : Number(value) })
          }
        />
      </Row>
      <Row id="refresh-paused" text="The hour is kept; what passes meanwhile is not caught up.">
        <Switch
          aria-label={settingRows['refresh-paused']}
          checked={refresh_paused}
          onChange={(event) => onChange('refresh-paused', { refresh_paused: event.currentTarget.checked })}
        />
      </Row>
      <Row id="digest" text="One line in Notifications, and of the system where the window is not in front.">
        <Switch
          aria-label={settingRows.digest}
          checked={refresh_digest}
          onChange={(event) => onChange('digest', { refresh_digest: event.currentTarget.checked })}
        />
      </Row>
    </>
  );
};
