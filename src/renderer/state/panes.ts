/** What scrolls or lists by itself, and so is a part of the window; of parts within parts the inner ones count. */
const selector = 'nav, aside, footer, main, [role=grid], section[tabindex="0"], [role=region][tabindex="0"]';
const focusable =
  'button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled), textarea, summary, [tabindex="0"]';

const canBeSeen = (element: Element): boolean => element.checkVisibility() && !element.closest('[inert]');

const first = (pane: HTMLElement, wanted: string): HTMLElement | undefined =>
  [...pane.querySelectorAll<HTMLElement>(wanted)].find(canBeSeen);

/** Moves the focus to the next part of the window (1) or the one before (-1), round and round. */
export const goToPane = (by: 1 | -1): void => {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].filter(canBeSeen);
  const panes = found.flatMap((pane) => {
    const inner = found.some((other) => other !== pane && pane.contains(other));
    const target = pane.tabIndex === 0 ? pane : (first(pane, '[aria-current]') ?? first(pane, focusable));
    return inner || !target ? [] : [{ pane, target }];
  });
  const { activeElement } = document;
  const here = panes.findIndex(({ pane }) => pane.contains(activeElement));
  // From between two parts to the nearer one of that direction.
  const before = panes.findLastIndex(
    ({ pane }) =>
      pane.compareDocumentPosition(activeElement ?? document.body) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const next = here >= 0 ? here + by : by === 1 ? before + 1 : before;
  panes.at(next % panes.length)?.target.focus();
};
