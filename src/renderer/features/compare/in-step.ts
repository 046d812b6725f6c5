import { createStore, type StoreApi } from 'zustand';
import type { Alignment, Scale } from './align.ts';

export interface InStepState {
  readonly playing: boolean;
  /** Seconds from the moment at which the ads are aligned; before it, less than zero. */
  readonly time: number;
  readonly rate: number;
  /** The one ad that can be heard; null for none. */
  readonly heard: number | null;
  /** Places of the ads that this window cannot play. */
  readonly broken: ReadonlySet<number>;
}

export interface Track {
  readonly anchor: number;
  readonly length: number;
  readonly fps: number;
}

const SPEEDS = [-4, -2, -1, 1, 2, 4] as const;
/** Apart by more than this, a clip jumps; by less, it runs a little faster or slower until they meet. */
const JUMP_S = 0.25;
const APART_S = 0.03;
const LEAST_CORRECTION = 0.9;
const MOST_CORRECTION = 1.1;
/** The very end shows the poster again in some browsers. */
const BEFORE_END_S = 0.05;

/** Several clips on one clock. The clock waits while a clip that should be running has no picture, so none runs ahead. */
export class InStep {
  readonly state: StoreApi<InStepState> = createStore(() => ({
    playing: false,
    time: 0,
    rate: 1,
    heard: null,
    broken: new Set<number>(),
  }));
  readonly #videos = new Map<number, HTMLVideoElement>();
  #tracks: readonly (Track | null)[] = [];
  #alignment: Alignment | null = null;
  #from = 0;
  #to = 0;
  #run: { from: number; since: number; readonly rate: number } | null = null;
  /** Grows with each start, so that a frame of an earlier run draws nothing. */
  #turn = 0;

  /**
   * The tracks by place; null for a still. Keeps the moment that is shown for as long as they are aligned at the same one:
   * ads are read again for many a cause, also while they play.
   */
  readonly align = (tracks: readonly (Track | null)[], { from, to }: Scale, alignment: Alignment): void => {
    const same = alignment === this.#alignment;
    if (same && JSON.stringify(tracks) === JSON.stringify(this.#tracks)) return;
    this.#tracks = tracks;
    this.#alignment = alignment;
    this.#from = from;
    this.#to = to;
    this.seek(same ? this.state.getState().time : from);
  };

  readonly attach = (at: number, video: HTMLVideoElement): void => {
    this.#videos.set(at, video);
    video.muted = this.state.getState().heard !== at;
    video.onerror = () => this.#breaks(at);
    if (video.error) this.#breaks(at);
    this.#show(at, this.state.getState().time);
  };

  readonly detach = (at: number, video: HTMLVideoElement): void => {
    if (this.#videos.get(at) === video) this.#videos.delete(at);
  };

  readonly seek = (time: number): void => {
    const to = Math.min(this.#to, Math.max(this.#from, time));
    if (this.#run) this.#run = { ...this.#run, from: to, since: performance.now() };
    this.state.setState({ time: to });
    for (const at of this.#videos.keys()) this.#show(at, to);
  };

  readonly toggle = (): void => (this.#run ? this.pause() : this.#play(1));

  /** J and L: one speed down or up, through backwards. */
  readonly shuttle = (direction: 1 | -1): void => {
    const { playing, rate } = this.state.getState();
    const at = SPEEDS.findIndex((speed) => speed >= rate);
    const next = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + direction))] ?? 1;
    this.#play(playing ? next : direction);
  };

  /** One frame of the clip that has the most of them; the others stay on theirs until it is over. */
  readonly step = (direction: 1 | -1): void => {
    this.pause();
    const fps = Math.max(1, ...this.#tracks.map((track) => track?.fps ?? 0));
    const frame = Math.floor(this.state.getState().time * fps + 0.01);
    this.seek((frame + direction) / fps);
  };

  readonly hear = (heard: number | null): void => {
    this.state.setState({ heard });
    for (const [at, video] of this.#videos) video.muted = at !== heard;
  };

  readonly pause = (): void => {
    this.#run = null;
    for (const video of this.#videos.values()) video.pause();
    this.state.setState({ playing: false, rate: 1 });
    this.seek(this.state.getState().time);
  };

  #play(rate: number): void {
    const { time } = this.state.getState();
    const from = rate > 0 && time >= this.#to - BEFORE_END_S ? this.#from : time;
    const run = { from, since: performance.now(), rate };
    this.#run = run;
    this.#turn += 1;
    const turn = this.#turn;
    for (const video of this.#videos.values()) video.pause();
    this.state.setState({ playing: true, rate });
    const draw = (now: number): void => {
      if (this.#turn !== turn || this.#run === null) return;
      this.#tick(now);
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
  }

  #tick(now: number): void {
    const run = this.#run;
    if (!run) return;
    const time = run.from + (Math.max(0, now - run.since) / 1000) * run.rate;
    if (run.rate > 0 && this.#isWaiting(time)) {
      run.from = this.state.getState().time;
      run.since = now;
      for (const video of this.#videos.values()) video.pause();
      return;
    }
    const ended = run.rate > 0 ? time >= this.#to : time <= this.#from;
    this.state.setState({ time: Math.min(this.#to, Math.max(this.#from, time)) });
    if (ended) {
      this.pause();
      return;
    }
    for (const at of this.#videos.keys()) {
      if (run.rate > 0 && this.#inside(at, time)) this.#follow(at, time, run.rate);
      else if (!this.#videos.get(at)?.seeking) this.#show(at, time);
    }
  }

  /** A clip that should run and has no picture yet. */
  #isWaiting(time: number): boolean {
    return [...this.#videos].some(
      ([at, video]) =>
        this.#inside(at, time) &&
        !this.state.getState().broken.has(at) &&
        (video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA),
    );
  }

  #inside(at: number, time: number): boolean {
    const track = this.#tracks[at];
    if (!track) return false;
    const local = time + track.anchor;
    return local >= 0 && local < track.length - BEFORE_END_S;
  }

  #follow(at: number, time: number, rate: number): void {
    const video = this.#videos.get(at);
    const track = this.#tracks[at];
    if (!video || !track) return;
    const local = time + track.anchor;
    const ahead = video.currentTime - local;
    if (Math.abs(ahead) > JUMP_S) video.currentTime = local;
    const correction = Math.min(MOST_CORRECTION, Math.max(LEAST_CORRECTION, 1 - ahead));
    video.playbackRate = rate * (Math.abs(ahead) > APART_S ? correction : 1);
    // A browser may refuse sound before the first click in the page; then the pictures go on without it.
    if (video.paused) void video.play().catch(() => this.hear(null));
  }

  /** The picture of a clip at a moment; before its start its first one, after its end its last one. */
  #show(at: number, time: number): void {
    const video = this.#videos.get(at);
    const track = this.#tracks[at];
    if (!video || !track) return;
    if (!video.paused) video.pause();
    // A little past the frame's start: time stamps are rounded.
    const local = time + track.anchor + 0.1 / track.fps;
    const to = Math.max(0, Math.min(local, track.length - BEFORE_END_S));
    if (Math.abs(video.currentTime - to) > 0.001) video.currentTime = to;
  }

  #breaks(at: number): void {
    this.state.setState(({ broken }) => ({ broken: new Set([...broken, at]) }));
  }
}
