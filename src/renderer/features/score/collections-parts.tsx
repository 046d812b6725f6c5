import type { ReactNode, Ref } from 'react';
import { count } from '../../format/number.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { MenuButton, type MenuItem } from '../../ui/menu.tsx';
import css from './collections.module.css';

interface SectionProps {
  readonly title: string;
  readonly action?: string;
  readonly onAction?: () => void;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
}

/** A heading with what belongs under it, and how to add one more. */
export const Section = ({ title, action, onAction, children, ref }: SectionProps) => (
  <section ref={ref} className={css.section}>
    <div className={css.head}>
      <h2>{title}</h2>
      {action && (
        <button type="button" className={css.more} aria-label={action} title={action} onClick={onAction}>
          <Icon name="plus" />
        </button>
      )}
    </div>
    {children}
  </section>
);

interface ItemProps {
  readonly icon: IconName;
  readonly label: string;
  readonly title?: string;
  readonly note?: string | undefined;
  readonly ads?: number;
  readonly depth?: number;
  readonly here: boolean;
  readonly onShow: () => void;
  readonly menu?: readonly MenuItem[];
}

/** One way to a part of the library: a click shows it, its menu changes it. */
export const Item = ({ icon, label, title, note, ads, depth = 0, here, onShow, menu }: ItemProps) => (
  <div className={`${css.item} ${here ? css.here : ''}`}>
    <button
      type="button"
      className={css.show}
      style={{ paddingLeft: 8 + 14 * Math.min(depth, 5) }}
      title={title ?? label}
      aria-current={here ? 'true' : undefined}
      onClick={onShow}
    >
      <Icon name={icon} />
      <span className="clip">{label}</span>
      {note && <span className={`clip ${css.note}`}>{note}</span>}
      {ads !== undefined && <span className={css.ads}>{count(ads)}</span>}
    </button>
    {menu && (
      <MenuButton label={`More for ${label}`} items={menu} className={css.more}>
        <Icon name="more" />
      </MenuButton>
    )}
  </div>
);
