import { useState } from 'react';
import type { Ad, AdBrand, AdText, FoundPhrase } from '../../../contract/index.ts';
import { legibility } from '../../../contract/words.ts';
import { useCommand } from '../../api/api.tsx';
import { hookName } from '../../format/hook.ts';
import { decimal, percent, plural } from '../../format/number.ts';
import { moment } from '../../format/time.ts';
import { Chip } from '../../ui/chip.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './words.module.css';

interface WordsProps {
  readonly ad: Ad;
  readonly onSeek: (seconds: number) => void;
}

/** More are opened on request. */
const SHOWN = 6;

/** What was read on the screen and what follows from it. "Found" throughout: what is not here may still be there. */
export const Words = ({ ad, onSeek }: WordsProps) => (
  <section className={css.block} aria-label="Words on the screen">
    <h3>Words on the screen</h3>
    {ad.text ? (
      <>
        <Findings ad={ad} text={ad.text} onSeek={onSeek} />
        <Lines text={ad.text} isStill={ad.media.duration_s === null} onSeek={onSeek} />
      </>
    ) : (
      <NotRead id={ad.id} />
    )}
  </section>
);

const NotRead = ({ id }: { id: Ad['id'] }) => {
  const read = useCommand('measure.words');
  return (
    <>
      <p className="meta">
        {'Words not read yet. '}
        <button
          type="button"
          className="link"
          disabled={read.busy}
          onClick={() => void read.run({ ads: [id] })}
        >
          Read them now
        </button>
      </p>
      {read.error && <FailureNote failure={read.error} />}
    </>
  );
};

const Findings = ({ ad, text, onSeek }: WordsProps & { readonly text: AdText }) => {
  const { type, confidence, basis } = ad.hook;
  return (
    <dl className={css.findings}>
      <div>
        <dt>Hook type</dt>
        <dd>
          {type === 'unknown' ? (
            <span className="meta">{`unknown: ${basis}`}</span>
          ) : (
            <>
              <Chip>{hookName(type)}</Chip>
              <span className="meta">{` confidence ${percent(confidence)} by our own estimate · ${basis}`}</span>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Call to action</dt>
        <dd>
          <Phrases found={text.cta} onSeek={onSeek} />
        </dd>
      </div>
      <div>
        <dt>Offer</dt>
        <dd>
          <Phrases found={text.offers} onSeek={onSeek} />
        </dd>
      </div>
      {text.safe_zones.map(({ placement, violated_share, spans }) => (
        <div key={placement}>
          <dt>{`Safe in ${placement}`}</dt>
          <dd>
            {spans.length === 0 ? (
              <span className="meta">all that was found</span>
            ) : (
              <>
                <Chip tone="warn">{`${percent(violated_share)} outside`}</Chip>
                {spans.slice(0, 3).map(({ t0 }) => (
                  <At key={t0} seconds={t0} onSeek={onSeek} />
                ))}
              </>
            )}
          </dd>
        </div>
      ))}
      {ad.brand && (
        <div>
          <dt>Brand</dt>
          <dd>
            <BrandSeen brand={ad.brand} onSeek={onSeek} />
          </dd>
        </div>
      )}
      <div>
        <dt>Captions</dt>
        <dd>
          <span className="meta">{`${text.captions.found ? 'found' : 'not known'}: ${text.captions.reason}`}</span>
        </dd>
      </div>
    </dl>
  );
};

const logoWords: Readonly<Record<AdBrand['logo'], string>> = {
  none: '',
  'too plain': 'its logo is too plain to be looked for',
  'not looked for': 'its logo was not looked for yet',
  'not seen': 'its logo not seen',
  seen: 'its logo seen',
};

const BrandSeen = ({ brand, onSeek }: { brand: AdBrand; onSeek: WordsProps['onSeek'] }) => {
  const [first] = brand.seen;
  const logo = logoWords[brand.logo];
  if (!first)
    return <span className="meta">{`not found on the frames that were read${logo && `; ${logo}`}`}</span>;
  const how = { name: `“${first.what}”`, colour: `colour ${first.what}`, logo: 'its logo' }[first.by];
  return (
    <>
      {`first by ${how}`} <At seconds={first.t0} onSeek={onSeek} />
      <span className="meta">
        {[`found ${percent(brand.share)} of the time`, brand.in_end && 'also at the end', logo]
          .filter(Boolean)
          .join(', ')}
      </span>
    </>
  );
};

export const At = ({ seconds, onSeek }: { seconds: number; onSeek: WordsProps['onSeek'] }) => (
  <button type="button" className="link" onClick={() => onSeek(seconds)}>
    {moment(seconds)}
  </button>
);

const Phrases = ({ found, onSeek }: { found: readonly FoundPhrase[]; onSeek: WordsProps['onSeek'] }) => {
  if (found.length === 0) return <span className="meta">none found</span>;
  return found.slice(0, 3).map(({ text, t, in_end }) => (
    <span key={`${t} ${text}`} className={css.phrase}>
      {`“${text}”`} <At seconds={t} onSeek={onSeek} />
      {in_end && <span className="meta"> until the end</span>}
    </span>
  ));
};

const Lines = ({
  text,
  isStill,
  onSeek,
}: {
  readonly text: AdText;
  readonly isStill: boolean;
  readonly onSeek: WordsProps['onSeek'];
}) => {
  const [all, setAll] = useState(false);
  const frames = plural(text.frames_read, 'frame');
  if (text.lines.length === 0)
    return <p className="meta">{`No words found on ${frames}; some may be missed.`}</p>;
  const shown = all ? text.lines : text.lines.slice(0, SHOWN);
  return (
    <>
      <ul className={css.lines}>
        {shown.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat and never change places
          <li key={at} className={css.line}>
            {!isStill && <At seconds={line.t0} onSeek={onSeek} />}
            <span className={css.said}>
              {line.text}
              {legibility(line).map((problem) => (
                <Chip key={problem} tone="warn">
                  {problem}
                </Chip>
              ))}
            </span>
            <span className={`meta ${css.contrast}`} title="Contrast of text and ground (WCAG)">
              {line.contrast === null ? '–' : `${decimal(line.contrast)}:1`}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < text.lines.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {`Show all ${plural(text.lines.length, 'line')}`}
        </button>
      )}
      <p className="meta">{`Found on ${frames}; some words may be missed or misread.`}</p>
    </>
  );
};
