/**
 * Every command of the window in one list. The key handler, the sheet behind "?", the palette, the native menu and the
 * keys in Settings are views of it. What a command does is bound by the screen that can do it (`useShortcut`); while
 * nothing is bound, it is not available.
 */
export const commandGroups = [
  'Everywhere',
  'Library',
  'Ad',
  'Compare',
  'Approvals',
  'Budget',
  'Director',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** The native menu that a command stands in, in the order of the menus. */
export type CommandMenu = 'file' | 'edit' | 'view' | 'ad' | 'help';

export interface Command {
  readonly title: string;
  readonly group: CommandGroup;
  readonly menu: CommandMenu;
  /** `Mod` is ⌘ on a Mac and Ctrl elsewhere; "G L" is one key after the other. */
  readonly keys: readonly string[];
  /** In a text field the key keeps what it does to text. */
  readonly textKeepsKey?: true;
  /** It goes on for as long as the key is held; any other is done once for each press. */
  readonly whileHeld?: true;
}

const list = {
  palette: { title: 'All commands…', group: 'Everywhere', menu: 'view', keys: ['Mod+K', 'Mod+Shift+P'] },
  add: { title: 'Add folder…', group: 'Everywhere', menu: 'file', keys: ['Mod+O'] },
  refreshMeta: {
    title: 'Refresh Meta Learning Data',
    group: 'Everywhere',
    menu: 'file',
    keys: ['Mod+Shift+M'],
  },
  search: { title: 'Search', group: 'Everywhere', menu: 'edit', keys: ['Mod+F'] },
  undo: {
    title: 'Undo',
    group: 'Everywhere',
    menu: 'edit',
    keys: ['Mod+Z'],
    textKeepsKey: true,
    whileHeld: true,
  },
  redo: {
    title: 'Redo',
    group: 'Everywhere',
    menu: 'edit',
    keys: ['Mod+Shift+Z'],
    textKeepsKey: true,
    whileHeld: true,
  },
  placeLibrary: { title: 'Go to Library', group: 'Everywhere', menu: 'view', keys: ['Mod+1', 'G L'] },
  placeToday: { title: 'Go to Today', group: 'Everywhere', menu: 'view', keys: ['Mod+7', 'G T'] },
  placeBudget: { title: 'Go to Budget', group: 'Everywhere', menu: 'view', keys: ['Mod+4', 'G B'] },
  placeApprovals: { title: 'Go to Approvals', group: 'Everywhere', menu: 'view', keys: ['Mod+5', 'G A'] },
  placeHealth: { title: 'Go to Health', group: 'Everywhere', menu: 'view', keys: ['Mod+2', 'G H'] },
  placePerformance: { title: 'Go to Performance', group: 'Everywhere', menu: 'view', keys: ['Mod+8', 'G P'] },
  placeDirector: { title: 'Go to Director', group: 'Everywhere', menu: 'view', keys: ['Mod+6', 'G D'] },
  placeInsights: { title: 'Go to Insights', group: 'Everywhere', menu: 'view', keys: ['Mod+3', 'G I'] },
  settings: { title: 'Settings…', group: 'Everywhere', menu: 'file', keys: ['Mod+,', 'G S'] },
  firstSteps: { title: 'First steps', group: 'Everywhere', menu: 'help', keys: ['G W'] },
  gallery: { title: 'Gallery of parts', group: 'Everywhere', menu: 'help', keys: [] },
  notices: { title: 'Notifications', group: 'Everywhere', menu: 'view', keys: ['F8'] },
  nextPane: { title: 'Next part of the window', group: 'Everywhere', menu: 'view', keys: ['F6'] },
  previousPane: {
    title: 'Previous part of the window',
    group: 'Everywhere',
    menu: 'view',
    keys: ['Shift+F6'],
  },
  help: { title: 'Keyboard shortcuts', group: 'Everywhere', menu: 'help', keys: ['?'] },

  filter: { title: 'Filter', group: 'Library', menu: 'edit', keys: ['/'] },
  side: { title: 'Clients, folders and views', group: 'Library', menu: 'view', keys: ['B'] },
  views: { title: 'Saved views', group: 'Library', menu: 'view', keys: ['V'] },
  tilesLarger: { title: 'Larger tiles', group: 'Library', menu: 'view', keys: ['='], whileHeld: true },
  tilesSmaller: { title: 'Smaller tiles', group: 'Library', menu: 'view', keys: ['-'], whileHeld: true },
  share: { title: 'What these ads share…', group: 'Library', menu: 'ad', keys: ['Shift+W'] },
  columns: { title: 'Columns…', group: 'Library', menu: 'view', keys: ['Shift+C'] },
  group: { title: 'Group: none, near-duplicates, hooks', group: 'Library', menu: 'view', keys: ['Shift+G'] },
  foldGroups: { title: 'Fold or unfold all groups', group: 'Library', menu: 'view', keys: ['Shift+F'] },
  layout: { title: 'Tiles or table', group: 'Library', menu: 'view', keys: ['T'] },
  exportAds: { title: 'Export…', group: 'Library', menu: 'file', keys: ['Mod+E'] },
  report: { title: 'Report or PDF…', group: 'Library', menu: 'file', keys: ['Mod+P'] },
  compare: { title: 'Compare ads', group: 'Library', menu: 'ad', keys: ['C'] },
  removed: { title: 'Ads that were removed…', group: 'Library', menu: 'edit', keys: ['Shift+Z'] },
  showNew: { title: 'Show new ads', group: 'Library', menu: 'view', keys: ['R'] },
  back: {
    title: 'Back: close the ad, then clear the selection',
    group: 'Library',
    menu: 'view',
    keys: ['Escape'],
  },

  play: { title: 'Play or pause', group: 'Ad', menu: 'ad', keys: ['K', 'Space'] },
  faster: { title: 'Play, then faster', group: 'Ad', menu: 'ad', keys: ['L'] },
  slower: { title: 'Play backwards, or slower', group: 'Ad', menu: 'ad', keys: ['J'] },
  frameBack: { title: 'One frame back', group: 'Ad', menu: 'ad', keys: [','], whileHeld: true },
  frameOn: { title: 'One frame on', group: 'Ad', menu: 'ad', keys: ['.'], whileHeld: true },
  secondBack: {
    title: 'One second back',
    group: 'Ad',
    menu: 'ad',
    keys: ['Shift+ArrowLeft'],
    whileHeld: true,
  },
  secondOn: { title: 'One second on', group: 'Ad', menu: 'ad', keys: ['Shift+ArrowRight'], whileHeld: true },
  cutBack: { title: 'Previous cut', group: 'Ad', menu: 'ad', keys: ['['], whileHeld: true },
  cutOn: { title: 'Next cut', group: 'Ad', menu: 'ad', keys: [']'], whileHeld: true },
  hookStart: { title: 'Start of the hook', group: 'Ad', menu: 'ad', keys: ['H'] },
  clipStart: { title: 'Start', group: 'Ad', menu: 'ad', keys: ['Home'] },
  clipEnd: { title: 'End', group: 'Ad', menu: 'ad', keys: ['End'] },
  sound: { title: 'Sound on or off', group: 'Ad', menu: 'ad', keys: ['S'] },
  overlay: { title: 'Safe zones over the ad', group: 'Ad', menu: 'ad', keys: ['O'] },
  events: { title: 'Table of events', group: 'Ad', menu: 'ad', keys: ['E'] },
  next: { title: 'Next ad', group: 'Ad', menu: 'ad', keys: ['N'], whileHeld: true },
  previous: { title: 'Previous ad', group: 'Ad', menu: 'ad', keys: ['Shift+N'], whileHeld: true },
  pick: { title: 'Pick', group: 'Ad', menu: 'ad', keys: ['P'] },
  reject: { title: 'Reject', group: 'Ad', menu: 'ad', keys: ['X'] },
  unflag: { title: 'Neither picked nor rejected', group: 'Ad', menu: 'ad', keys: ['U'] },
  rate1: { title: 'Rate 1 of 5', group: 'Ad', menu: 'ad', keys: ['1'] },
  rate2: { title: 'Rate 2 of 5', group: 'Ad', menu: 'ad', keys: ['2'] },
  rate3: { title: 'Rate 3 of 5', group: 'Ad', menu: 'ad', keys: ['3'] },
  rate4: { title: 'Rate 4 of 5', group: 'Ad', menu: 'ad', keys: ['4'] },
  rate5: { title: 'Rate 5 of 5', group: 'Ad', menu: 'ad', keys: ['5'] },
  unrate: { title: 'No rating', group: 'Ad', menu: 'ad', keys: ['0'] },
  tag: { title: 'Tag…', group: 'Ad', menu: 'ad', keys: ['Shift+T'] },
  comment: { title: 'Comment on this second…', group: 'Ad', menu: 'ad', keys: ['M'] },
  again: { title: 'Measure again', group: 'Ad', menu: 'ad', keys: ['Shift+R'] },
  draft: { title: 'Draft at Meta…', group: 'Ad', menu: 'ad', keys: ['Shift+D'] },
  untag: { title: 'Take a tag from the chosen ads…', group: 'Ad', menu: 'ad', keys: ['Shift+U'] },
  remove: { title: 'Remove from the library', group: 'Ad', menu: 'ad', keys: ['Delete', 'Backspace'] },
  advance: { title: 'Go on after a pick or reject', group: 'Ad', menu: 'ad', keys: ['A'] },

  align: { title: 'Align at start, hook end or first cut', group: 'Compare', menu: 'ad', keys: ['W'] },
  hear: { title: 'Hear the next ad', group: 'Compare', menu: 'ad', keys: ['Shift+S'] },

  approveRequest: { title: 'Approve and send', group: 'Approvals', menu: 'edit', keys: ['A'] },
  rejectRequest: { title: 'Reject the request…', group: 'Approvals', menu: 'edit', keys: ['R'] },
  editRequest: { title: 'Edit its values…', group: 'Approvals', menu: 'edit', keys: ['E'] },
  laterRequest: { title: 'Set the request aside', group: 'Approvals', menu: 'edit', keys: ['S'] },
  undoRequest: { title: 'Propose to take it back', group: 'Approvals', menu: 'edit', keys: ['Z'] },
  nextRequest: { title: 'Next request', group: 'Approvals', menu: 'view', keys: ['J'], whileHeld: true },
  previousRequest: {
    title: 'Previous request',
    group: 'Approvals',
    menu: 'view',
    keys: ['K'],
    whileHeld: true,
  },

  askDirector: { title: 'Ask the question', group: 'Director', menu: 'edit', keys: ['Mod+Enter'] },
  stopDirector: { title: 'Stop the answer', group: 'Director', menu: 'edit', keys: ['Mod+.'] },
  attachAds: { title: 'Attach the selected ads', group: 'Director', menu: 'edit', keys: ['Mod+L'] },

  sendBudget: { title: 'Send the changes to approvals', group: 'Budget', menu: 'edit', keys: ['Mod+Enter'] },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof list;
export const commands: Readonly<Record<CommandId, Command>> = list;
export const commandIds = Object.keys(list) as CommandId[];

/** Keys that a user set in place of a command's own; none at all for a command whose key is switched off. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>;

export const keysOf = (id: CommandId, changes: KeyChanges): readonly string[] =>
  changes[id] ?? commands[id].keys;

/** Groups that can be on screen together beside Everywhere, which is with all of them. */
const neighbours: readonly (readonly [CommandGroup, CommandGroup])[] = [
  ['Library', 'Ad'],
  ['Compare', 'Ad'],
];

const meet = (a: CommandGroup, b: CommandGroup): boolean =>
  a === b ||
  a === 'Everywhere' ||
  b === 'Everywhere' ||
  neighbours.some((pair) => pair.includes(a) && pair.includes(b));

/** The first of two keys pressed in turn would never wait for the second if it ran something alone. */
const collide = (a: string, b: string): boolean => a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `);

/** The command that already answers to this key where `id` would, if there is one. */
export const keyTakenBy = (id: CommandId, key: string, changes: KeyChanges): CommandId | null =>
  commandIds.find(
    (other) =>
      other !== id &&
      meet(commands[id].group, commands[other].group) &&
      keysOf(other, changes).some((used) => collide(used, key)),
  ) ?? null;
