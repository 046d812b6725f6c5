import { once } from '../once.ts';

/** In the order in which they are looked for. */
const endings = ['srt', 'vtt', 'SRT', 'VTT'];
/** Meta asks for `name.en_US.srt`, editors write `name.en.srt`. */
const named = /^(?<stem>.+)\.(?<language>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)$/;
/** Made only where a file names one: ICU takes its time to load, at each start. */
const languages = once(() => new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }));

/** A file is told by its content, and need not have an ending. */
export const stemOf = (file: string): string => file.replace(/\.[^.]*$/, '');

/** Subtitle files of one film, by their names. */
export interface Subtitles {
  /** The first one with the film's own name. */
  plain: string | null;
  /** Those that name a language beside it, and further ones with its own name. */
  readonly others: string[];
}

/** The subtitle files among these names, by the name without its ending of the film that they are for. */
export function subtitlesByStem(names: ReadonlySet<string>): ReadonlyMap<string, Subtitles> {
  const isSubtitle = (name: string): boolean => endings.includes(name.slice(name.lastIndexOf('.') + 1));
  const others = new Set([...names].filter((name) => !isSubtitle(name)).map(stemOf));
  const found = new Map<string, Subtitles>();
  const of = (stem: string): Subtitles => {
    const known = found.get(stem) ?? { plain: null, others: [] };
    found.set(stem, known);
    return known;
  };
  for (const ending of endings)
    for (const name of [...names].filter((one) => one.endsWith(`.${ending}`)).sort()) {
      const base = stemOf(name);
      const { stem, language } = named.exec(base)?.groups ?? {};
      // "hero.cut.srt" is of "hero.cut.mp4" where that is there.
      if (stem !== undefined && !others.has(base) && isLanguage(language ?? '')) of(stem).others.push(name);
      else if (of(base).plain === null) of(base).plain = name;
      else of(base).others.push(name);
    }
  return found;
}

function isLanguage(tag: string): boolean {
  try {
    return languages().of(tag.replaceAll('_', '-')) !== undefined;
  } catch {
    return false;
  }
}
