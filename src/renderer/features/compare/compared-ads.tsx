import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Ad } from '../../../contract/index.ts';
import { adLetter } from '../../../contract/words.ts';
import { mediaUrl, thumbUrl } from '../../api/pictures.ts';
import { fileName } from '../../format/file-name.ts';
import {
  interval,
  noScoreReason,
  scoreNumber,
  scoreSentence,
  subLabels,
  subNames,
  wordOf,
} from '../../format/score.ts';
import { duration, moment } from '../../format/time.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { ScoreBar } from '../../ui/score-bar.tsx';
import { PlayButton, rateText } from '../../ui/transport.tsx';
import { StripFrame } from '../review/strip-frame.tsx';
import { frameAt, useStrip } from '../review/use-strip.ts';
import { type Alignment, lacksCut, type Scale } from './align.ts';
import css from './compare.module.css';
import type { InStep } from './in-step.ts';

interface ComparedAdsProps {
  readonly ads: readonly Ad[];
  readonly step: InStep;
  readonly anchors: readonly number[];
  readonly scale: Scale;
  readonly alignment: Alignment;
}

const zero: Readonly<Record<Alignment, string>> = {
  start: 'the start',
  hook: 'the hook end',
  cut: 'the first cut',
};

/** A moment told from where the ads are aligned: "0:01.0 before the hook end". */
export const stepTime = (time: number, alignment: Alignment): string => {
  if (alignment === 'start') return moment(Math.max(0, time));
  const side = Math.abs(time) < 0.05 ? 'at' : time < 0 ? 'before' : 'after';
  return side === 'at' ? `at ${zero[alignment]}` : `${moment(Math.abs(time))} ${side} ${zero[alignment]}`;
};

export const ComparedAds = ({ ads, step, anchors, scale, alignment }: ComparedAdsProps) => (
  <div className={css.ads}>
    <div className={css.side}>
      {scale.to > scale.from ? (
        <Transport step={step} alignment={alignment} />
      ) : (
        <p className="meta">Stills have no time line.</p>
      )}
    </div>
    {ads.map((ad, at) => (
      <section key={ad.id} className={css.ad} aria-label={`${adLetter(at)}: ${fileName(ad.path)}`}>
        <div className={css.stage}>
          {ad.kind === 'image' ? (
            <Still ad={ad} />
          ) : (
            <Clip ad={ad} at={at} step={step} anchor={anchors[at] ?? 0} />
          )}
        </div>
        <Facts ad={ad} at={at} step={step} alignment={alignment} />
      </section>
    ))}
  </div>
);

const Transport = ({ step, alignment }: { step: InStep; alignment: Alignment }) => {
  const playing = useStore(step.state, (state) => state.playing);
  const rate = useStore(step.state, (state) => state.rate);
  const text = useStore(step.state, ({ time }) => stepTime(time, alignment));
  return (
    <>
      <p className={css.aligned}>
        <b>{`Aligned at ${zero[alignment]}`}</b>
        <span className="meta">
          Playing and seeking move all of them.{' '}
          <span className={css.keys}>
            <CommandKey command="slower" /> <CommandKey command="play" /> <CommandKey command="faster" />
          </span>
        </span>
      </p>
      <div className={css.transport}>
        <PlayButton playing={playing} what=" all" onToggle={step.toggle} />
        <IconButton icon="left" label="One frame back" onClick={() => step.step(-1)} />
        <IconButton icon="right" label="One frame on" onClick={() => step.step(1)} />
        {rate !== 1 && <span className="meta">{rateText(rate)}</span>}
      </div>
      <p className={css.clock}>{text}</p>
    </>
  );
};

const Still = ({ ad }: { ad: Ad }) => {
  // Not every format that can be measured can be shown here; the thumbnail always can.
  const [whole, setWhole] = useState(true);
  return (
    <img
      className={css.picture}
      src={whole ? mediaUrl(ad.id) : thumbUrl(ad.id)}
      onError={() => setWhole(false)}
      alt={`The ad ${fileName(ad.path)}`}
    />
  );
};

interface ClipProps {
  readonly ad: Ad;
  readonly at: number;
  readonly step: InStep;
  readonly anchor: number;
}

const Clip = ({ ad, at, step, anchor }: ClipProps) => {
  const video = useRef<HTMLVideoElement>(null);
  const broken = useStore(step.state, (state) => state.broken.has(at));
  const length = ad.media.duration_s ?? 0;
  const outside = useStore(step.state, ({ time }) =>
    time + anchor < -0.05 ? 'before' : time + anchor > length + 0.05 ? 'after' : null,
  );
  useEffect(() => {
    const { current } = video;
    if (!current) return;
    step.attach(at, current);
    return () => step.detach(at, current);
  }, [step, at]);
  return (
    <>
      {broken ? (
        <Frames ad={ad} step={step} anchor={anchor} length={length} />
      ) : (
        <video
          ref={video}
          className={css.picture}
          src={mediaUrl(ad.id)}
          poster={thumbUrl(ad.id)}
          preload="auto"
          playsInline
          muted
          aria-label={`The ad ${fileName(ad.path)}`}
          onClick={step.toggle}
        />
      )}
      {outside && (
        <span className={css.outside}>
          {outside === 'before' ? 'Not begun' : `Ended at ${duration(length)}`}
        </span>
      )}
    </>
  );
};

/** In place of a clip that cannot be played here: its filmstrip, on the same clock. */
const Frames = ({ ad, step, anchor, length }: { ad: Ad; step: InStep; anchor: number; length: number }) => {
  const strip = useStrip(ad.id, ad.media);
  const box = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const room = box.current?.parentElement;
    if (!room || !strip) return;
    setHeight(Math.min(room.clientHeight, room.clientWidth / strip.ratio));
  }, [strip]);
  const index = useStore(step.state, ({ time }) =>
    strip ? frameAt(strip, Math.min(length, Math.max(0, time + anchor)), length) : 0,
  );
  return (
    <div ref={box} className={css.frames} role="img" aria-label={`Frames of the ad ${fileName(ad.path)}`}>
      {strip && <StripFrame strip={strip} index={index} height={height} />}
      <span
        className={css.unplayable}
      >{`This window cannot play ${ad.media.codec}; these are its frames`}</span>
    </div>
  );
};

interface FactsProps {
  readonly ad: Ad;
  readonly at: number;
  readonly step: InStep;
  readonly alignment: Alignment;
}

const Facts = ({ ad, at, step, alignment }: FactsProps) => {
  const { score, media } = ad;
  const heard = useStore(step.state, (state) => state.heard === at);
  return (
    <div className={css.facts}>
      <div className={css.title}>
        <span className={css.letter} aria-hidden="true">
          {adLetter(at)}
        </span>
        <h3 className="clip" title={ad.path}>
          {fileName(ad.path)}
        </h3>
        {media.has_audio && (
          <IconButton
            icon={heard ? 'sound' : 'mute'}
            label={heard ? `Mute ${adLetter(at)}` : `Hear ${adLetter(at)}`}
            onClick={() => step.hear(heard ? null : at)}
          />
        )}
      </div>
      <p className="meta">
        {`${media.duration_s === null ? 'Image' : duration(media.duration_s)} · ${media.width} × ${media.height}`}
        {lacksCut(ad, alignment) && ' · no cut found, so from its start'}
      </p>
      {score.overall === null ? (
        <p className={css.noScore} title={noScoreReason}>
          no score
        </p>
      ) : (
        <>
          <p className={css.scoreLine}>
            <span className="spoken">{scoreSentence(score.overall, score.interval80)}</span>
            <span className={css.score} aria-hidden="true">
              {scoreNumber(score.overall)}
            </span>
            <span aria-hidden="true">{wordOf(score.overall)}</span>
            {score.interval80 && (
              <span className="meta" aria-hidden="true">{`80\u202f%: ${interval(score.interval80)}`}</span>
            )}
          </p>
          <ScoreBar score={score.overall} interval80={score.interval80} thick={8} />
        </>
      )}
      <dl className={css.subs}>
        {subNames.map((name) => {
          const value = score.sub[name];
          return (
            <div key={name}>
              <dt>{subLabels[name]}</dt>
              <dd className={css.subBar}>
                {value === null ? (
                  <i className={css.missing} aria-hidden="true" />
                ) : (
                  <ScoreBar score={value} interval80={null} thick={4} />
                )}
              </dd>
              <dd className={css.subValue}>
                {value === null ? <span title="not measured">–</span> : scoreNumber(value)}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
};
