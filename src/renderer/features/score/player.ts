import { createStore, type StoreApi } from 'zustand';

export interface PlayerState {
  readonly playing: boolean;
  readonly time: number;
  readonly muted: boolean;
  readonly rate: number;
  /** The format cannot be shown in this window. */
  readonly broken: boolean;
}

const still: PlayerState = { playing: false, time: 0, muted: false, rate: 1, broken: false };

/** The one video of the window. Its state is a store of its own, so that a running clip redraws only its controls. */
export class Player {
  readonly state: StoreApi<PlayerState> = createStore(() => still);
  #video: HTMLVideoElement | null = null;
  #wantsPlay = false;
  #wantedTime: number | null = null;

  readonly attach = (video: HTMLVideoElement | null): void => {
    this.#video = video;
    const set = (change: Partial<PlayerState>): void => {
      if (this.#video === video) this.state.setState(change);
    };
    if (!video) return;
    this.state.setState({ ...still, muted: this.state.getState().muted });
    video.muted = this.state.getState().muted;
    video.onplay = () => set({ playing: true });
    video.onpause = () => set({ playing: false });
    video.ontimeupdate = () => set({ time: video.currentTime });
    video.onvolumechange = () => set({ muted: video.muted });
    video.onratechange = () => set({ rate: video.playbackRate });
    video.onerror = () => set({ broken: true });
    video.onloadedmetadata = () => {
      if (this.#wantedTime !== null) this.seek(this.#wantedTime);
      this.#wantedTime = null;
      if (this.#wantsPlay) this.#play();
      this.#wantsPlay = false;
    };
  };

  readonly seek = (seconds: number): void => {
    const video = this.#video;
    if (!video || video.readyState < HTMLMediaElement.HAVE_METADATA) {
      this.#wantedTime = seconds;
      return;
    }
    // The very end shows the poster again in some browsers.
    video.currentTime = Math.max(0, Math.min(seconds, video.duration - 0.05));
    this.state.setState({ time: video.currentTime });
  };

  readonly step = (seconds: number): void => {
    this.#video?.pause();
    this.seek((this.#video?.currentTime ?? 0) + seconds);
  };

  readonly toggle = (): void => {
    if (this.#video?.paused) this.#play();
    else this.#video?.pause();
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
    if (this.#video) this.#video.playbackRate = rate;
  };

  #play(): void {
    // A browser may refuse to start with sound before the first click; the button then still says "Play".
    void this.#video?.play().catch(() => this.state.setState({ playing: false }));
  }
}
