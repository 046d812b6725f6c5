/**
 * Runs in the page, and answers what a person would see as broken: a page wider than the window, a control that is cut
 * and cannot be scrolled to, a text that is cut without an ellipsis, runs out of its box, or lies under something else.
 */
export const broken = (): string[] => {
  const found = new Set<string>();
  const open = [...document.querySelectorAll('dialog[open], [role=menu]')].at(-1);
  const scope = open ?? document.body;
  const say = (what: string, element: Element, more = ''): void => {
    const words = (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 50);
    const name = element.getAttribute('aria-label') ?? words;
    found.add(`${what}: <${element.tagName.toLowerCase()} class="${element.className}"> ${name} ${more}`);
  };
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) found.add(`the page is ${wide} px too wide`);

  const unseen = (element: Element): boolean =>
    element.closest('.spoken, [hidden], [inert], [aria-hidden=true], svg') !== null ||
    element.clientWidth === 1 ||
    !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  /** What stays in place while the rest scrolls may lie over the rest, and so may a list that was opened. */
  const stays = (element: Element | null): boolean =>
    element !== null &&
    (element.role === 'listbox' ||
      /sticky|fixed/.test(getComputedStyle(element).position) ||
      stays(element.parentElement));

  /** What of the box can be seen, and whether the rest can be scrolled to, on each axis. */
  const seenOf = (from: Element | null, box: DOMRect) => {
    let { left, right, top, bottom } = box;
    let scrollsX = false;
    let scrollsY = false;
    for (let above: Element | null = from; above; above = above.parentElement) {
      const style = getComputedStyle(above);
      const frame = above.getBoundingClientRect();
      if (/auto|scroll/.test(style.overflowX) && above.scrollWidth > above.clientWidth) scrollsX = true;
      if (/auto|scroll/.test(style.overflowY) && above.scrollHeight > above.clientHeight) scrollsY = true;
      if (style.overflowX !== 'visible' && above !== document.body) {
        left = Math.max(left, frame.left);
        right = Math.min(right, frame.right);
      }
      if (style.overflowY !== 'visible' && above !== document.body) {
        top = Math.max(top, frame.top);
        bottom = Math.min(bottom, frame.bottom);
      }
      // What is modal lies over the page, and nothing round it cuts it.
      if (above.matches('dialog:modal')) break;
    }
    left = Math.max(left, 0);
    top = Math.max(top, 0);
    right = Math.min(right, window.innerWidth);
    bottom = Math.min(bottom, window.innerHeight);
    return { width: right - left, height: bottom - top, scrollsX, scrollsY };
  };

  const controls =
    'button, a[href], input, select, textarea, summary, [role=slider], [role=option], [role=tab]';
  for (const control of scope.querySelectorAll(controls)) {
    const box = control.getBoundingClientRect();
    if (unseen(control) || box.width === 0) continue;
    const seen = seenOf(control.parentElement, box);
    if (!seen.scrollsX && seen.width < box.width - 2)
      say('control cut', control, `${Math.round(box.width - seen.width)} px across`);
    if (!seen.scrollsY && seen.height < box.height - 2)
      say('control cut', control, `${Math.round(box.height - seen.height)} px down`);
  }

  const texts = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || unseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 1) continue;
    let ellipsis = false;
    for (let above: Element | null = element; above && above !== scope; above = above.parentElement) {
      const style = getComputedStyle(above);
      if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') ellipsis = true;
    }
    const seen = seenOf(element, box);
    if (!ellipsis) {
      let hidden: Element | null = element;
      while (hidden && hidden !== scope && getComputedStyle(hidden).overflowX === 'visible')
        hidden = hidden.parentElement;
      if (hidden && hidden !== scope && getComputedStyle(hidden).overflowX !== 'visible') {
        const frame = hidden.getBoundingClientRect();
        const style = getComputedStyle(hidden);
        if (/hidden|clip/.test(style.overflowX) && box.right > frame.right + 1 && !seen.scrollsX)
          say('text cut across', element);
        if (/hidden|clip/.test(style.overflowY) && box.bottom > frame.bottom + 2 && !seen.scrollsY)
          say('text cut below', element);
      }
      let block: Element | null = element;
      while (block && getComputedStyle(block).display.startsWith('inline')) {
        if (/inline-(flex|block|grid)/.test(getComputedStyle(block).display)) break;
        block = block.parentElement;
      }
      const frame = block?.getBoundingClientRect();
      if (frame && (box.right > frame.right + 2 || box.left < frame.left - 2))
        say('text out of its box', element);
      if (frame && box.bottom > frame.bottom + 4) say('text below its box', element);
    }
    if (seen.width < 4 || seen.height < 8) continue;
    const [line] = range.getClientRects();
    if (!line) continue;
    for (const share of [0.15, 0.5, 0.85]) {
      const x = line.left + line.width * share;
      const y = line.top + line.height / 2;
      const top = document.elementFromPoint(x, y);
      if (!top || top.contains(element) || element.contains(top) || stays(top)) continue;
      // Cut text ends before its own box does.
      const cover = seenOf(element, new DOMRect(x - 1, y - 1, 2, 2));
      if (cover.width < 2 || cover.height < 2) continue;
      if (getComputedStyle(element).pointerEvents === 'none') continue;
      const label = element.closest('label');
      if (label?.contains(top)) continue;
      // A time of a row takes the presses of the whole row.
      if (top.matches('button') && element.closest('li')?.contains(top)) continue;
      say('text covered', element, `by <${top.tagName.toLowerCase()} class="${top.className}">`);
    }
  }
  return [...found];
};

/** Words that are four tenths longer, as in German or Finnish; what a person named, and numbers, stay. */
export const lengthen = (): void => {
  const more = 'längere Wörter ';
  const grown = (text: string): string =>
    `${text}${more.repeat(9).slice(0, Math.max(1, Math.round(text.length * 0.4)))}`.trimEnd();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) nodes.push(node as Text);
  for (const node of nodes) {
    const text = node.data.trim();
    if (!/\p{L}{2}/u.test(text) || /\.(mp4|mov|png|jpg|webm)$|\//.test(text)) continue;
    if (node.parentElement?.closest('.spoken, svg, kbd, [class*=_key_], title, style, script')) continue;
    node.data = node.data.replace(text, grown(text));
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('[placeholder]'))
    field.placeholder = grown(field.placeholder);
};
