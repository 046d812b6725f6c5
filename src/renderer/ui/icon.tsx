/** Own line icons: 16 px box, 1.5 px round strokes, the colour of the text beside them. */
const paths = {
  library: 'M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z',
  health: 'M1.5 8h3l2-4.5 3 9 2-4.5h3',
  today: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3M5.5 10h2.5',
  insights: 'M2.5 2.5v11h11M5 6h5M7 9.5h5.5M7.5 4.6v2.8M10 8.1v2.8',
  director: 'M2.5 3.5h11v7h-6l-3 3v-3h-2zM5.5 7v.1M8 7v.1M10.5 7v.1',
  budget: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11M5 3v3M10.5 6.5v3M6.5 10v3',
  approve: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM5.3 8.2l2 2 3.5-3.8',
  settings:
    'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM8 1.8v1.6M8 12.6v1.6M1.8 8h1.6M12.6 8h1.6M3.6 3.6l1.1 1.1M11.3 11.3l1.1 1.1M3.6 12.4l1.1-1.1M11.3 4.7l1.1-1.1',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4l3.1 3.1',
  plus: 'M8 3v10M3 8h10',
  cross: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  left: 'M10 3.5L5.5 8l4.5 4.5',
  right: 'M6 3.5L10.5 8L6 12.5',
  arrowUp: 'M8 13V3M4 7l4-4 4 4',
  arrowDown: 'M8 3v10M4 9l4 4 4-4',
  arrowRight: 'M3 8h10M9 4l4 4-4 4',
  play: 'M5.5 3.2v9.6l7.5-4.8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  sound: 'M2.5 6.2v3.6h2.3l3.2 2.7v-9l-3.2 2.7zM10.5 5.8a3 3 0 0 1 0 4.4M12.3 4a5.5 5.5 0 0 1 0 8',
  mute: 'M2.5 6.2v3.6h2.3l3.2 2.7v-9l-3.2 2.7zM10.7 6.2l3.6 3.6M14.3 6.2l-3.6 3.6',
  warn: 'M8 2.2l6.3 11.3H1.7zM8 6.4v3.4M8 11.6v.1',
  info: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8 7.2v3.6M8 5v.1',
  check: 'M3 8.5l3.3 3.3L13 4.8',
  download: 'M8 2.5v7.5M4.8 7l3.2 3.2L11.2 7M2.5 13h11',
  folder:
    'M1.8 4.2c0-.7.5-1.2 1.2-1.2h3l1.6 1.8h5.4c.7 0 1.2.5 1.2 1.2v5.8c0 .7-.5 1.2-1.2 1.2H3c-.7 0-1.2-.5-1.2-1.2z',
  file: 'M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2',
  path: 'M3 4.5h10M3 8h10M3 11.5h6',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  cloud: 'M4.5 12.5h7a2.7 2.7 0 0 0 .9-5.3A4.4 4.4 0 0 0 3.8 6A3.3 3.3 0 0 0 4.5 12.5',
  offline: 'M4.5 12.5h7a2.7 2.7 0 0 0 .9-5.3A4.4 4.4 0 0 0 6 4.2M3.8 6A3.3 3.3 0 0 0 4.5 12.5M2 2l12 12',
  chip: 'M5 5h6v6H5zM6.5 2.5v2M9.5 2.5v2M6.5 11.5v2M9.5 11.5v2M2.5 6.5h2M2.5 9.5h2M11.5 6.5h2M11.5 9.5h2',
  lock: 'M3.8 7.2h8.4v6.3H3.8zM5.6 7.2V5a2.4 2.4 0 0 1 4.8 0v2.2',
  tiles: 'M2.5 3.5h5v9h-5zM9.5 3.5h4v9h-4z',
  hybrid: 'M2.5 3h11v10h-11zM2.5 6.5h11M6.2 3v3.5M9.8 3v3.5',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
  bell: 'M8 2a4 4 0 0 1 4 4v3l1.2 2.2H2.8L4 9V6a4 4 0 0 1 4-4zM6.5 13.5h3',
  filter: 'M2 3.5h12l-4.6 5.2v4.1l-2.8-1.4V8.7z',
  stop: 'M4 4h8v8H4z',
  more: 'M3.5 8v.1M8 8v.1M12.5 8v.1',
  client: 'M3 13.5v-10l5-1.5v11.5M8 6h5v7.5M1.8 13.5h12.4M5.4 5.8v.1M5.4 8.4v.1M10.6 8.6v.1M10.6 11v.1',
  side: 'M2.5 3h11v10h-11zM6.5 3v10',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  tag: 'M2.5 2.5h5l6 6-5 5-6-6zM5.2 5.2v.1',
  group: 'M2.5 3h11M4.5 6h9M4.5 8.5h9M2.5 11.5h11M4.5 14h9',
  share: 'M2.5 13.5V9M6.2 13.5V6M9.9 13.5V8M13.5 13.5V3',
  flag: 'M4 14V2.5h8l-2 3 2 3H4',
  flagFull: 'M4 14V2.5h8l-2 3 2 3H4',
  star: 'M8 2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.2l-3.6 1.9.7-4-2.9-2.8 4-.6z',
  starFull: 'M8 2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.2l-3.6 1.9.7-4-2.9-2.8 4-.6z',
  pen: 'M3 13l.6-2.8L11 2.8l2.2 2.2-7.4 7.4z',
  bin: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5',
  onward: 'M3 4l5 4-5 4zM9 4l5 4-5 4z',
  database:
    'M3 4c0-1 2.2-1.8 5-1.8S13 3 13 4s-2.2 1.8-5 1.8S3 5 3 4zM3 4v8c0 1 2.2 1.8 5 1.8s5-.8 5-1.8V4M3 8c0 1 2.2 1.8 5 1.8S13 9 13 8',
} as const;

export type IconName = keyof typeof paths;
export const iconNames = Object.keys(paths) as IconName[];

const filled: ReadonlySet<IconName> = new Set(['play', 'flagFull', 'starFull']);

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill={filled.has(name) ? 'currentColor' : 'none'}
    stroke="currentColor"
    strokeWidth={(1.5 * 16) / size}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={paths[name]} />
  </svg>
);
