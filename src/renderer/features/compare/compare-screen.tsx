import { useEffect, useMemo, useRef, useState } from 'react';
import type { Ad, AdId, Comparison } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { inWords, plural } from '../../format/number.ts';
import { announce } from '../../state/announce.ts';
import { go, library } from '../../state/place.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { Chip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useExportKeys } from '../export/use-export-keys.ts';
import { type Alignment, alignmentLabels, alignments, anchorOf, scaleOf } from './align.ts';
import css from './compare.module.css';
import { ComparedAds } from './compared-ads.tsx';
import { Differences } from './differences.tsx';
import { InStep } from './in-step.ts';
import { MOST_COMPARED } from './open-compare.ts';
import { StepLanes } from './step-lanes.tsx';
import { useShown } from './use-shown.ts';
import { useStepKeys } from './use-step-keys.ts';

const toLibrary = () => go(library);

/** Two to four ads beside each other, in step. */
export const CompareScreen = ({ ids }: { ids: readonly AdId[] }) => {
  const box = useRef<HTMLElement>(null);
  useShortcut('back', toLibrary);
  useEffect(() => box.current?.focus(), []);
  const fits = ids.length >= 2 && ids.length <= MOST_COMPARED;
  return (
    <section
      ref={box}
      tabIndex={-1}
      className={css.screen}
      aria-label={`Compare ${plural(ids.length, 'ad')}`}
    >
      {fits ? (
        <Loaded key={ids.join()} ids={ids} />
      ) : (
        <>
          <Head count={ids.length} />
          <Empty
            title={
              ids.length < 2
                ? 'Choose ads to compare'
                : `${plural(ids.length, 'ad')} are too many to see the difference`
            }
            text="Select two to four ads in the Library, then choose Compare."
          >
            <button type="button" className="link" onClick={toLibrary}>
              Choose in the Library
            </button>
          </Empty>
        </>
      )}
    </section>
  );
};

const Head = ({ count, children }: { count: number; children?: React.ReactNode }) => (
  <div className={css.head}>
    <button type="button" className={css.back} onClick={toLibrary}>
      <Icon name="left" />
      Library
      <CommandKey command="back" />
    </button>
    <h2>{`Compare ${plural(count, 'ad')}`}</h2>
    <span className={css.spring} />
    {children}
  </div>
);

const Loaded = ({ ids }: { ids: readonly AdId[] }) => {
  const { data, error: notCompared } = useQuery('score.compare', { ads: [...ids] });
  const { ads, error: notShown } = useShown(ids);
  const error = notCompared ?? notShown;
  const note = error && (
    <NotRead failure={error} of={['score.compare', 'score.show']} kept>
      <button type="button" className="link" onClick={toLibrary}>
        Choose others in the Library
      </button>
    </NotRead>
  );
  return data && ads ? (
    <Compared ads={ads} comparison={data} note={note} />
  ) : (
    <>
      <Head count={ids.length} />
      {note ?? <Empty title="Comparing …" />}
    </>
  );
};

interface ComparedProps {
  readonly ads: readonly Ad[];
  readonly comparison: Comparison;
  readonly note: React.ReactNode;
}

const Compared = ({ ads, comparison, note }: ComparedProps) => {
  const [alignment, setAlignment] = useState<Alignment>('start');
  const [step] = useState(() => new InStep());
  const anchors = useMemo(() => ads.map((ad) => anchorOf(ad, alignment)), [ads, alignment]);
  const scale = useMemo(() => scaleOf(ads, anchors), [ads, anchors]);
  useEffect(() => {
    const tracks = ads.map(({ media }, at) =>
      media.duration_s === null
        ? null
        : { anchor: anchors[at] ?? 0, length: media.duration_s, fps: media.fps ?? 30 },
    );
    step.align(tracks, scale, alignment);
  }, [step, ads, anchors, scale, alignment]);
  useEffect(() => step.pause, [step]);
  useExportKeys(
    ads.map(({ id }) => id),
    null,
  );
  useStepKeys(step, ads, anchors, scale);
  useShortcut('align', () =>
    setAlignment((now) => alignments[(alignments.indexOf(now) + 1) % alignments.length] ?? 'start'),
  );
  useEffect(() => announce(comparison.summary.map(({ text }) => inWords(text)).join(' ')), [comparison]);
  const moves = scale.to > scale.from;
  const style = { '--ads': ads.length } as React.CSSProperties;
  return (
    <>
      <Head count={ads.length}>
        {moves && (
          <>
            <CommandKey command="align" />
            <Segmented
              label="Align the ads at"
              value={alignment}
              onChange={setAlignment}
              options={alignments.map((value) => ({ value, label: alignmentLabels[value] }))}
            />
          </>
        )}
      </Head>
      {note}
      {/* Scrolls by itself, so the keyboard must be able to stop here. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <div className={css.body} style={style} tabIndex={0} role="region" aria-label="Ads side by side">
        <div className={css.summary}>
          <ul>
            {comparison.summary.map(({ text, settled }) => (
              <li key={text} className={settled ? css.settled : ''}>
                {inWords(text)}
              </li>
            ))}
          </ul>
          <Chip tone="state" icon="info">
            Checklist, not a chance of winning
          </Chip>
        </div>
        <ComparedAds ads={ads} step={step} anchors={anchors} scale={scale} alignment={alignment} />
        {moves && <StepLanes ads={ads} step={step} anchors={anchors} scale={scale} alignment={alignment} />}
        <Differences
          comparison={comparison}
          onSeek={(at, seconds) => step.seek(seconds - (anchors[at] ?? 0))}
        />
      </div>
    </>
  );
};
