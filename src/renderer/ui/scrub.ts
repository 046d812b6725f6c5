/**
 * The filmstrip under the pointer. One listener on the list and one style per move: nothing is rendered anew and no
 * video is decoded. What can be scrubbed carries `data-scrub` with its strip, and `data-film` where a frame is drawn; over
 * the picture of a tile that place is made only for as long as it is needed.
 */
export const scrubData = (url: string, frames: number, ratio: number) => ({
  'data-scrub': url,
  'data-frames': frames,
  'data-ratio': ratio,
});

interface Strip {
  readonly url: string;
  readonly frames: number;
  readonly ratio: number;
}

const stripOf = ({ dataset }: HTMLElement): Strip => ({
  url: dataset.scrub ?? '',
  frames: Number(dataset.frames),
  ratio: Number(dataset.ratio),
});

let current: HTMLElement | null = null;

export const scrubAt = (event: { target: EventTarget; clientX: number }): void => {
  const box = (event.target as HTMLElement).closest<HTMLElement>('[data-scrub]');
  if (box !== current) endScrub();
  if (!box) return;
  const { left, width } = box.getBoundingClientRect();
  const { frames } = stripOf(box);
  show(box, Math.floor(((event.clientX - left) / width) * frames));
};

/** By keyboard: the next or the last frame of what the cursor is on. */
export const scrubBy = (box: HTMLElement, by: number): void => {
  if (box !== current) endScrub();
  show(box, box.dataset.at === undefined ? 0 : Number(box.dataset.at) + by);
};

export const endScrub = (): void => {
  if (!current) return;
  delete current.dataset.at;
  for (const film of films(current)) rest(film, stripOf(current));
  current = null;
};

const films = (box: HTMLElement): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('[data-film]')];

function filmOver(box: HTMLElement): HTMLElement {
  const film = document.createElement('span');
  film.dataset.film = '';
  box.querySelector('img')?.after(film);
  return film;
}

function show(box: HTMLElement, wanted: number): void {
  const strip = stripOf(box);
  const at = Math.max(0, Math.min(strip.frames - 1, wanted));
  current = box;
  if (box.dataset.at === String(at)) return;
  box.dataset.at = String(at);
  // Where there is room for several frames, the one under the pointer stands in the middle.
  const drawn = films(box);
  const all = drawn.length > 0 ? drawn : [filmOver(box)];
  const first = Math.max(0, Math.min(strip.frames - all.length, at - Math.floor(all.length / 2)));
  all.forEach((film, place) => {
    draw(film, strip, first + place);
  });
}

/** A frame of a row moves its strip by the width of one; a tile draws the whole frame over its thumbnail. */
function draw(film: HTMLElement, { url, frames, ratio }: Strip, frame: number): void {
  const { style, dataset } = film;
  if (dataset.home !== undefined) {
    const [width = 0, offset = 0] = dataset.home.split(' ').slice(1).map(Number);
    style.backgroundPosition = `${-(frame * width + offset)}px 0`;
    return;
  }
  const height = Math.min(film.clientHeight, film.clientWidth / ratio);
  const width = height * ratio;
  const [x, y] = [(film.clientWidth - width) / 2, (film.clientHeight - height) / 2];
  style.backgroundImage = `url("${url}")`;
  style.backgroundSize = `${width * frames}px ${height}px`;
  style.backgroundPosition = `${x - frame * width}px ${y}px`;
  // One frame is shown in the middle; its neighbours in the strip are cut off on both sides.
  style.clipPath = `inset(${y}px ${x}px)`;
}

function rest(film: HTMLElement, strip: Strip): void {
  const { home } = film.dataset;
  if (home === undefined) film.remove();
  else draw(film, strip, Number(home.split(' ')[0]));
}
