import type { AdId } from '../../../contract/index.ts';
import { thumbUrl } from '../../api/pictures.ts';
import css from './insights.module.css';

/** The picture of an ad beside its name; an ad that is not in the library has none. */
export const Frames = ({ id }: { id: AdId | null }) =>
  id === null ? (
    <span className={css.noFrame} />
  ) : (
    <img className={css.frame} src={thumbUrl(id)} alt="" loading="lazy" />
  );
