import { count } from '../../format/number.ts';

interface ShowMoreProps {
  readonly shown: number;
  readonly step: number;
  readonly total: number;
  /** No list is longer than this. */
  readonly most?: number;
  readonly onShow: (shown: number) => void;
}

/** Brings in more of a long list. It stays at the end of it, so that whoever pressed it stands where they stood. */
export const ShowMore = ({ shown, step, total, most = total, onShow }: ShowMoreProps) => {
  const end = Math.min(total, most);
  if (end <= step) return null;
  const more = Math.min(step, end - shown);
  const all = end === total ? `All ${count(total)}` : `The first ${count(end)} of ${count(total)}`;
  return (
    <button
      type="button"
      className="link"
      aria-disabled={more <= 0}
      onClick={() => more > 0 && onShow(shown + more)}
    >
      {more > 0 ? `Show ${count(more)} more of ${count(total)}` : `${all} are shown`}
    </button>
  );
};
