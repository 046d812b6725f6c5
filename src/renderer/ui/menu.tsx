import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon, type IconName } from './icon.tsx';
import css from './menu.module.css';

export interface MenuItem {
  readonly label: string;
  /** Where two items may have one name. */
  readonly id?: string;
  readonly hint?: string;
  readonly icon?: IconName;
  /** Present for items that are chosen out of several. */
  readonly checked?: boolean;
  readonly run: () => void;
}

interface MenuListProps {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Beside which it opens: a control, or a point without a size. */
  readonly beside: Pick<DOMRect, 'top' | 'bottom' | 'left'>;
  /** The focus goes back to whence it came. */
  readonly onClose: () => void;
}

const GAP = 4;

/** The open menu after the ARIA pattern, in the top layer. (Mantine's fails axe: a placeholder inside role=menu.) */
export const MenuList = ({ id, label, items, beside, onClose }: MenuListProps) => {
  const menu = useRef<HTMLDivElement>(null);
  const latest = useRef(onClose);
  latest.current = onClose;
  const { top, bottom, left } = beside;

  useEffect(() => {
    const box = menu.current;
    if (!box) return;
    box.showPopover();
    const below = bottom + GAP + box.offsetHeight <= window.innerHeight;
    box.style.top = `${below ? bottom + GAP : Math.max(GAP, top - GAP - box.offsetHeight)}px`;
    // By the edge that it stands at: what comes later, such as another font, makes it grow into the window.
    const fits = left + box.offsetWidth + GAP <= window.innerWidth;
    box.style.left = fits ? `${Math.max(GAP, left)}px` : 'auto';
    box.style.right = fits ? 'auto' : `${GAP}px`;
    box.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
    const closed = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') latest.current();
    };
    box.addEventListener('toggle', closed);
    return () => box.removeEventListener('toggle', closed);
  }, [top, bottom, left]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    event.stopPropagation();
    if (to !== undefined) {
      event.preventDefault();
      all.at(to % all.length)?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      onClose();
    } else if (event.key.length === 1 && event.key !== ' ') {
      const typed = event.key.toLowerCase();
      const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      rest.find((item) => item.textContent?.trim().toLowerCase().startsWith(typed))?.focus();
    }
  };

  return (
    <div
      ref={menu}
      id={id}
      popover="auto"
      role="menu"
      aria-label={label}
      className={css.menu}
      onKeyDown={onKeyDown}
    >
      {items.map((item) => (
        <button
          key={item.id ?? item.label}
          type="button"
          role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
          {...(item.checked === undefined ? {} : { 'aria-checked': item.checked })}
          tabIndex={-1}
          className={css.item}
          onClick={() => {
            onClose();
            item.run();
          }}
        >
          {item.checked !== undefined && (
            <span className={css.mark}>{item.checked && <Icon name="check" />}</span>
          )}
          {item.icon && <Icon name={item.icon} />}
          <span className="clip">{item.label}</span>
          {item.hint && <span className={css.hint}>{item.hint}</span>}
        </button>
      ))}
    </div>
  );
};

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A small menu button. */
export const MenuButton = ({ label, items, className, children }: MenuProps) => {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const anchor = open ? button.current?.getBoundingClientRect() : undefined;
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && !open) {
            event.preventDefault();
            setOpen(true);
          }
        }}
      >
        {children}
      </button>
      {anchor && (
        <MenuList
          id={id}
          label={label}
          items={items}
          beside={anchor}
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      )}
    </>
  );
};
