import { createStore, type StoreApi } from 'zustand';

export interface PlayerState {
  readonly playing: boolean;
  readonly time: number;
  readonly muted: boolean;
  /** Speed; below zero it plays backwards. */
  readonly rate: number;
  /** The stretch that is played again and again. */
  readonly loop: Stretch | null;
  /** The first picture is there. */
  readonly ready: boolean;
  /** The format cannot be shown in this window. */
  readonly broken: boolean;
}

export interface Stretch {
  readonly t0: number;
  readonly t1: number;
}

const still: PlayerState = {
  playing: false,
  time: 0,
  muted: false,
  rate: 1,
  loop: null,
  ready: false,
  broken: false,
};

/** What J and L walk through: a step to the left or right of what runs, from standing to the first of its side. */
const SPEEDS = [-4, -2, -1, 1, 2, 4] as const;
/** How far one step forward looks for the next picture of a clip that stands still. */
const LONGEST_HOLD_S = 1.2;
const COMMON_RATES = [23.976, 24, 25, 29.97, 30, 50, 59.94, 60];
const SHORTEST_FRAME_S = 1 / 60;
/** A picture that a seek brought is told of within so many draws of the window; after them it is the one before. */
const UNTOLD_DRAWS = 3;

/** An odd mean rate comes from frames of uneven length: then it is looked for in the shortest steps there are. */
const strideOf = (fps: number): number =>
  COMMON_RATES.some((rate) => Math.abs(fps / rate - 1) < 0.005)
    ? 1 / fps
    : Math.min(1 / fps, SHORTEST_FRAME_S);

const afterDraws = (draws: number, run: () => void): void => {
  requestAnimationFrame(() => (draws > 1 ? afterDraws(draws - 1, run) : run()));
};

/** The one video of the window. Its state is a store of its own, so that a running clip redraws only its controls. */
export class Player {
  readonly state: StoreApi<PlayerState> = createStore(() => still);
  #video: HTMLVideoElement | null = null;
  #wantsPlay = false;
  #wantedTime: number | null = null;
  /** Start of the picture that is on screen, where the browser tells it; exact for uneven frames too. */
  #shown: number | null = null;
  #afterFrame: (() => void) | null = null;
  /** The speed that Play starts with; J and L only pass through theirs. */
  #chosen = 1;
  #reverse: { readonly from: number; readonly since: number; readonly rate: number } | null = null;

  /** Its file may be there by now. */
  readonly retry = (): void => {
    this.state.setState({ broken: false });
    this.#video?.load();
  };

  readonly attach = (video: HTMLVideoElement): void => {
    this.#leave();
    this.#video = video;
    const set = (change: Partial<PlayerState>): void => {
      if (this.#video === video) this.state.setState(change);
    };
    this.state.setState({ ...still, muted: this.state.getState().muted });
    video.muted = this.state.getState().muted;
    video.playbackRate = this.#chosen;
    video.onplay = () => set({ playing: true, rate: video.playbackRate });
    video.onpause = () => set({ playing: this.#reverse !== null });
    video.onended = () => this.#again(video);
    video.ontimeupdate = () => this.#at(video, video.currentTime);
    video.onvolumechange = () => set({ muted: video.muted });
    video.onratechange = () => set({ rate: this.#reverse?.rate ?? video.playbackRate });
    video.onloadeddata = () => set({ ready: true });
    video.onerror = () => set({ broken: true });
    video.onloadedmetadata = () => this.#begin();
    this.#watchFrames(video);
    // Loaded ahead of time: its events are past.
    if (video.error) set({ broken: true });
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) this.#begin();
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) set({ ready: true });
  };

  /** Only by whoever attached it: the next clip may be there before the last one is gone. */
  readonly detach = (video: HTMLVideoElement): void => {
    if (this.#video !== video) return;
    this.#leave();
    this.#wantedTime = null;
  };

  readonly seek = (seconds: number): void => {
    this.#stopReverse();
    this.#moveTo(seconds);
  };

  /** One picture on or back; `fps` is the mean of the clip, whose frames may differ in length. */
  readonly stepFrame = (direction: 1 | -1, fps: number): void => {
    this.#stopReverse();
    const video = this.#video;
    if (!video) return;
    video.pause();
    const from = video.seeking || this.#shown === null ? video.currentTime : this.#shown;
    if (direction < 0) {
      // Just before the start of what is shown lies the picture before, however long it stands.
      const back = video.seeking || this.#shown === null ? 1 / fps : 0.004;
      this.#moveTo(from - back);
      return;
    }
    const shown = this.#shown;
    const stride = shown === null ? 1 / fps : strideOf(fps);
    const look = (strides: number): void => {
      // A little past the frame's start: time stamps are rounded.
      this.#moveTo(from + (strides + 0.1) * stride);
      if (shown === null || strides * stride > LONGEST_HOLD_S) return;
      const told = () => {
        if (this.#shown === shown && this.#video === video) look(strides + 1);
      };
      this.#afterFrame = told;
      video.onseeked = () =>
        afterDraws(UNTOLD_DRAWS, () => {
          if (this.#afterFrame === told) this.#tell(shown);
        });
    };
    look(1);
  };

  readonly toggle = (): void => {
    const video = this.#video;
    const running = this.#speed !== 0;
    this.#stopReverse();
    if (!running) {
      this.#play(this.#chosen);
      return;
    }
    video?.pause();
    if (video) video.playbackRate = this.#chosen;
  };

  /** J and L: one speed down or up, through backwards. */
  readonly shuttle = (direction: 1 | -1): void => {
    const speed = this.#speed;
    if (speed === 0) {
      this.#play(direction);
      return;
    }
    const at = SPEEDS.findIndex((one) => one >= speed);
    const next = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + direction))] ?? 1;
    this.#play(next);
  };

  /** Plays as soon as it can: for the preview key, before the pane is there. */
  readonly preview = (): void => {
    if (this.#video) this.toggle();
    else this.#wantsPlay = true;
  };

  readonly mute = (): void => {
    if (this.#video) this.#video.muted = !this.#video.muted;
  };

  readonly setRate = (rate: number): void => {
    this.#stopReverse();
    this.#chosen = rate;
    if (this.#video) this.#video.playbackRate = rate;
  };

  readonly setLoop = (loop: Stretch | null): void => {
    this.state.setState({ loop });
    if (loop) this.seek(loop.t0);
  };

  /** As it runs now: what it last told may lie a key press back. */
  get #speed(): number {
    if (this.#reverse) return this.#reverse.rate;
    return this.#video && !this.#video.paused ? this.#video.playbackRate : 0;
  }

  #leave(): void {
    this.#stopReverse();
    this.#video = null;
    this.#shown = null;
    this.#afterFrame = null;
  }

  #begin(): void {
    if (this.#wantedTime !== null) this.seek(this.#wantedTime);
    this.#wantedTime = null;
    if (this.#wantsPlay) this.#play(this.#chosen);
    this.#wantsPlay = false;
  }

  #moveTo(seconds: number): void {
    const video = this.#video;
    this.#afterFrame = null;
    if (!video || video.readyState < HTMLMediaElement.HAVE_METADATA) {
      this.#wantedTime = seconds;
      // Nothing will ever play here; the time line still wants its playhead.
      if (this.state.getState().broken) this.state.setState({ time: Math.max(0, seconds) });
      return;
    }
    // What stood there is not what is shown any more, also while the new picture has not been told of yet.
    this.#shown = null;
    // The very end shows the poster again in some browsers.
    video.currentTime = Math.max(0, Math.min(seconds, video.duration - 0.05));
    this.state.setState({ time: video.currentTime });
  }

  #play(rate: number): void {
    const video = this.#video;
    if (!video) return;
    this.#stopReverse();
    if (rate < 0) {
      this.#playBack(rate);
      return;
    }
    video.playbackRate = rate;
    // A browser may refuse to start with sound before the first click; the button then still says "Play".
    void video.play().catch(() => this.state.setState({ playing: false }));
  }

  /** No browser plays backwards, so it seeks: each time the last picture is there, to where it should be by now. */
  #playBack(rate: number): void {
    const video = this.#video;
    if (!video) return;
    const run = { from: video.currentTime, since: performance.now(), rate };
    this.#reverse = run;
    video.pause();
    this.state.setState({ playing: true, rate });
    const draw = (): void => {
      if (this.#reverse !== run || this.#video !== video) return;
      const to = run.from + ((performance.now() - run.since) / 1000) * rate;
      if (!video.seeking) this.#moveTo(to);
      if (to <= 0) this.#stopReverse();
      else requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
  }

  #stopReverse(): void {
    if (!this.#reverse) return;
    this.#reverse = null;
    this.state.setState({ playing: false, rate: this.#video?.playbackRate ?? 1 });
  }

  #at(video: HTMLVideoElement, time: number): void {
    if (this.#video !== video) return;
    const { loop, playing, time: before } = this.state.getState();
    if (loop && playing && !this.#reverse && time >= loop.t1 && !video.seeking) {
      video.currentTime = loop.t0;
      return;
    }
    if (time !== before) this.state.setState({ time });
  }

  /** A stretch that ends with the clip: it stops there before it can be sent back. */
  #again(video: HTMLVideoElement): void {
    const { loop } = this.state.getState();
    if (this.#video !== video || !loop) return;
    this.seek(loop.t0);
    this.#play(video.playbackRate);
  }

  /** The picture that starts there is on screen. */
  #tell(mediaTime: number): void {
    this.#shown = mediaTime;
    const after = this.#afterFrame;
    this.#afterFrame = null;
    after?.();
  }

  #watchFrames(video: HTMLVideoElement): void {
    if (!('requestVideoFrameCallback' in video)) return;
    const onFrame = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
      if (this.#video !== video) return;
      // Asked for before anyone moves on: a picture that comes earlier is told to nobody.
      video.requestVideoFrameCallback(onFrame);
      if (!video.paused) this.#at(video, mediaTime);
      this.#tell(mediaTime);
    };
    video.requestVideoFrameCallback(onFrame);
  }
}
