import { AUDIO_RATE } from '../signals.ts';
import { Clipping } from './clipping.ts';
import { KWeighting } from './k-weighting.ts';
import { SpeechBand } from './speech-band.ts';
import { TruePeak } from './true-peak.ts';

/** What is known of the sound once it has ended. */
export interface Sound {
  readonly durationS: number;
  /** Largest value of the oversampled sound, 1 is full scale (`true-peak.ts`). */
  readonly peak: number;
  readonly weighting: KWeighting;
  readonly clipping: Clipping;
  readonly speechBand: SpeechBand;
}

/** Everything that is gathered from the sound while it passes. */
export class SoundTrack {
  readonly #weighting: KWeighting;
  readonly #truePeak: TruePeak;
  readonly #clipping: Clipping;
  readonly #speechBand: SpeechBand;
  readonly #channels: number;
  #samples = 0;

  constructor(channels: number, weights?: readonly number[]) {
    this.#channels = channels;
    this.#weighting = new KWeighting(channels, weights);
    this.#truePeak = new TruePeak(channels);
    this.#clipping = new Clipping(channels);
    this.#speechBand = new SpeechBand(channels);
  }

  push(samples: Float32Array): void {
    this.#samples += samples.length;
    this.#weighting.push(samples);
    this.#truePeak.push(samples);
    this.#clipping.push(samples);
    this.#speechBand.push(samples);
  }

  /** Null when not one sample came. */
  finish(): Sound | null {
    if (this.#samples === 0) return null;
    return {
      durationS: this.#samples / this.#channels / AUDIO_RATE,
      peak: this.#truePeak.finish(),
      weighting: this.#weighting,
      clipping: this.#clipping,
      speechBand: this.#speechBand,
    };
  }
}
