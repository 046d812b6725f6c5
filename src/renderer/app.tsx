import { useMantineColorScheme } from '@mantine/core';
import { Suspense, useEffect, useState } from 'react';
import type { Settings } from '../contract/index.ts';
import { useQuery } from './api/api.tsx';
import { useDraftDialog } from './features/approve/draft-dialog-state.ts';
import { useCouncilDialog } from './features/council/council-dialog-state.ts';
import { AddMenu, StartButtons } from './features/ingest/add-menu.tsx';
import { DropZone } from './features/ingest/drop-zone.tsx';
import { useAddAds } from './features/ingest/use-add-ads.ts';
import { JobBar } from './features/jobs/job-bar.tsx';
import { useRevenueImport, useSendEvents } from './features/learn/import-state.ts';
import { LibraryScreen } from './features/score/library-screen.tsx';
import { setLocale } from './format/locale.ts';
import { Palette } from './shell/palette/palette.tsx';
import { Rail } from './shell/rail.tsx';
import css from './shell/shell.module.css';
import { SignedOut } from './shell/signed-out.tsx';
import { Announcer, Toasts } from './shell/toasts.tsx';
import { TopBar } from './shell/top-bar.tsx';
import { useFirstRun } from './shell/use-first-run.ts';
import { useJobNotices } from './shell/use-job-notices.ts';
import { takeKeys } from './state/commands.ts';
import { useExporting } from './state/exporting.ts';
import { takeStep } from './state/first-steps.ts';
import { useIntake } from './state/intake.ts';
import { goToPane } from './state/panes.ts';
import { go, library, usePlace } from './state/place.ts';
import { useShortcut } from './state/shortcuts.ts';
import { redo, undo, useUndo } from './state/undo.ts';
import { later } from './ui/later.ts';
import { ChosenLocale } from './ui/locale.ts';

const CompareScreen = later(
  async () => (await import('./features/compare/compare-screen.tsx')).CompareScreen,
);
const DriveDialog = later(async () => (await import('./features/ingest/drive-dialog.tsx')).DriveDialog);
const MetaDialog = later(async () => (await import('./features/ingest/meta-dialog.tsx')).MetaDialog);
const PathDialog = later(async () => (await import('./features/ingest/path-dialog.tsx')).PathDialog);
const ShortcutSheet = later(async () => (await import('./shell/shortcut-sheet.tsx')).ShortcutSheet);
const ExportDialog = later(async () => (await import('./features/export/export-dialog.tsx')).ExportDialog);
const ImportDialog = later(async () => (await import('./features/learn/import-dialog.tsx')).ImportDialog);
const SendEventsDialog = later(
  async () => (await import('./features/learn/send-events-dialog.tsx')).SendEventsDialog,
);
const CouncilDialog = later(
  async () => (await import('./features/council/council-dialog.tsx')).CouncilDialog,
);
const HealthScreen = later(async () => (await import('./features/health/health-screen.tsx')).HealthScreen);
const PerformanceScreen = later(
  async () => (await import('./features/health/performance-screen.tsx')).PerformanceScreen,
);
const TodayScreen = later(async () => (await import('./features/today/today-screen.tsx')).TodayScreen);
const InsightsScreen = later(
  async () => (await import('./features/learn/insights-screen.tsx')).InsightsScreen,
);
const LinksScreen = later(async () => (await import('./features/learn/links-screen.tsx')).LinksScreen);
const AccountsScreen = later(
  async () => (await import('./features/accounts/accounts-screen.tsx')).AccountsScreen,
);
const BudgetScreen = later(async () => (await import('./features/decide/budget-screen.tsx')).BudgetScreen);
const ApprovalsScreen = later(
  async () => (await import('./features/approve/approvals-screen.tsx')).ApprovalsScreen,
);
const DraftDialog = later(async () => (await import('./features/approve/draft-dialog.tsx')).DraftDialog);
const GalleryScreen = later(
  async () => (await import('./features/gallery/gallery-screen.tsx')).GalleryScreen,
);
const DirectorScreen = later(
  async () => (await import('./features/director/director-screen.tsx')).DirectorScreen,
);
const JobScreen = later(async () => (await import('./features/jobs/job-screen.tsx')).JobScreen);
const SettingsScreen = later(
  async () => (await import('./features/settings/settings-screen.tsx')).SettingsScreen,
);
const WelcomeScreen = later(async () => (await import('./features/ingest/welcome-screen.tsx')).WelcomeScreen);

const RecoveryNote = later(async () => (await import('./shell/recovery-note.tsx')).RecoveryNote);
const NoticesDialog = later(async () => (await import('./shell/notices-dialog.tsx')).NoticesDialog);

export const App = () => {
  const place = usePlace();
  const settings = useQuery('settings.get', {});
  const add = useAddAds();
  const [keys, setKeys] = useState(false);
  const [palette, setPalette] = useState(false);
  const importing = useRevenueImport((state) => state.open);
  const sending = useSendEvents((state) => state.open);
  const [notices, setNotices] = useState(false);
  const judging = useCouncilDialog((state) => state.ads);
  const drafting = useDraftDialog((state) => state.ad);
  const exporting = useExporting((state) => state.choice);
  const askingPath = useIntake((state) => state.askingPath);
  const askingDrive = useIntake((state) => state.askingDrive);
  const askingMeta = useIntake((state) => state.askingMeta);
  useChosenLook(settings.data);
  useFirstRun();
  useJobNotices();
  const locale = settings.data?.locale ?? '';
  setLocale(locale);

  useShortcut('add', () => void add.chooseFolder());
  useShortcut('settings', () => go({ name: 'settings' }));
  useShortcut('placeToday', () => go({ name: 'today' }));
  useShortcut('placeLibrary', () => go(library));
  useShortcut('placeBudget', () => go({ name: 'budget' }));
  useShortcut('placeApprovals', () => go({ name: 'approvals', id: null }));
  useShortcut('placeHealth', () => go({ name: 'health' }));
  useShortcut('placePerformance', () => go({ name: 'performance' }));
  useShortcut('placeDirector', () => go({ name: 'director', id: null }));
  useShortcut('placeInsights', () => go({ name: 'insights' }));
  useShortcut('nextPane', () => goToPane(1));
  useShortcut('previousPane', () => goToPane(-1));
  useShortcut('palette', () => setPalette(true));
  useShortcut('undo', useUndo(({ past }) => past.length > 0) ? () => void undo() : null);
  useShortcut('redo', useUndo(({ future }) => future.length > 0) ? () => void redo() : null);
  useShortcut('help', () => setKeys(true));
  useShortcut('gallery', () => go({ name: 'gallery' }));
  useShortcut('firstSteps', () => go({ name: 'welcome' }));
  const reviewing = place.name === 'review';
  useEffect(() => {
    if (reviewing) takeStep('review');
  }, [reviewing]);
  useShortcut('notices', () => setNotices(true));

  if (settings.error?.code === 'AUTH_EXPIRED') return <SignedOut failure={settings.error} />;
  return (
    <ChosenLocale value={locale}>
      <div className={css.shell}>
        <Rail place={place} />
        <main className={css.main}>
          <TopBar place={place} onPalette={() => setPalette(true)} />
          <Suspense>{settings.data?.recovery && <RecoveryNote recovery={settings.data.recovery} />}</Suspense>
          <div className={css.screen}>
            {(place.name === 'library' || place.name === 'review' || place.name === 'compare') && (
              <LibraryScreen
                openId={place.name === 'compare' ? null : place.ad}
                seconds={place.name === 'compare' ? null : place.seconds}
                reviewing={place.name === 'review'}
                covered={place.name === 'compare'}
                addButton={<AddMenu add={add} />}
                start={<StartButtons add={add} />}
              />
            )}
            <Suspense>
              {place.name === 'compare' && <CompareScreen ids={place.ads} />}
              {place.name === 'welcome' && <WelcomeScreen add={add} />}
              {place.name === 'job' && <JobScreen id={place.id} />}
              {place.name === 'today' && <TodayScreen add={add} />}
              {place.name === 'budget' && <BudgetScreen />}
              {place.name === 'director' && <DirectorScreen id={place.id} />}
              {place.name === 'approvals' && <ApprovalsScreen id={place.id} />}
              {place.name === 'health' && <HealthScreen />}
              {place.name === 'performance' && <PerformanceScreen />}
              {place.name === 'insights' && <InsightsScreen />}
              {place.name === 'links' && <LinksScreen />}
              {place.name === 'accounts' && <AccountsScreen />}
              {place.name === 'gallery' && <GalleryScreen />}
              {place.name === 'settings' && (
                <SettingsScreen row={place.row ?? null} onKeys={() => setKeys(true)} />
              )}
            </Suspense>
          </div>
        </main>
        <JobBar onKeys={() => setKeys(true)} />
        <DropZone add={add} />
        <Toasts />
        <Announcer />
        <Suspense>
          {importing && <ImportDialog />}
          {sending && <SendEventsDialog />}
          {judging && <CouncilDialog ads={judging} />}
          {drafting && <DraftDialog id={drafting} />}
          {askingPath && <PathDialog add={add} />}
          {askingDrive && <DriveDialog add={add} />}
          {askingMeta && <MetaDialog add={add} />}
          {exporting && <ExportDialog choice={exporting} />}
          {keys && <ShortcutSheet onClose={() => setKeys(false)} />}
          {notices && <NoticesDialog onClose={() => setNotices(false)} />}
        </Suspense>
        {palette && <Palette add={add} onClose={() => setPalette(false)} />}
      </div>
    </ChosenLocale>
  );
};

/** The host's settings are the truth; Mantine keeps a copy for the first paint of the next start. */
const useChosenLook = (settings: Settings | undefined): void => {
  // Mantine would stop transitions with a <style> element, which the policy of the hosts refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const chosen = settings && (settings.theme === 'system' ? 'auto' : settings.theme);
  useEffect(() => {
    if (chosen && chosen !== colorScheme) setColorScheme(chosen);
  }, [chosen, colorScheme, setColorScheme]);
  useEffect(() => {
    if (settings) takeKeys(settings);
  }, [settings]);
};
