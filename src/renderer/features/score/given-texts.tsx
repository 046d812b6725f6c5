import type { Ad } from '../../../contract/index.ts';
import { copyHookText, lateTexts, shownText } from '../../../contract/words.ts';
import { Chip } from '../../ui/chip.tsx';
import css from './words.module.css';
import { At } from './words.tsx';

const names = {
  primary_text: 'Primary text',
  headline: 'Headline',
  description: 'Description',
  cta: 'Button',
} as const;

/** What was given with the ad, as plain text: the texts around it and its subtitles. Nothing at all without any. */
export const GivenTexts = ({ ad, onSeek }: { ad: Ad; onSeek: (seconds: number) => void }) => {
  const { copy, spoken } = ad;
  if (!copy && !spoken) return null;
  const [opens, cut] = [copyHookText(ad.copy_hook), shownText(ad.copy_shown)];
  const texts = Object.entries(names).flatMap(([key, name]) => {
    const text = copy?.[key as keyof typeof names] ?? null;
    return text === null ? [] : [{ name, text }];
  });
  return (
    <section className={css.block} aria-label="Given texts">
      <h3>Given texts</h3>
      {copy && (
        <dl className={css.findings}>
          {texts.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={css.given}>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {opens && <p className="meta">{opens}</p>}
      {cut && (
        <p className="meta">
          {cut}
          {lateTexts(ad.copy_shown).map((late) => (
            <Chip key={late} tone="warn">
              {late}
            </Chip>
          ))}
        </p>
      )}
      {spoken && (
        <details>
          <summary className="meta">
            {`Spoken, by the subtitles${spoken.source === 'file' ? ` in ${spoken.name}` : ' of the file'}`}
          </summary>
          <ul className={css.lines}>
            {spoken.lines.map(({ t0, text }) => (
              <li key={`${t0} ${text}`} className={css.line}>
                <At seconds={t0} onSeek={onSeek} />
                <span className={css.said}>{text}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {copy && <p className="meta">{`From ${copy.source} beside the file.`}</p>}
    </section>
  );
};
