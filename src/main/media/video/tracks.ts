import { AUDIO_RATE, type Measurer, TICK_BYTES } from '../../core/measure/signals.ts';
import { layOnWhite, toneMap, toPlanes } from '../colour.ts';
import { PictureRow } from '../picture-row.ts';
import type { ClipInfo } from './clip-info.ts';
import type { Role } from './command.ts';
import { frameLayout, tickLayout } from './filters.ts';
import { pictureSize, type Size, sampleSize } from './geometry.ts';
import type { BlockSink } from './matroska.ts';

/**
 * Sound that comes later than this after where it should be was left out by the file; a player is silent there. Smaller
 * gaps are usual where coders start, and filling them would only move the blocks that loudness is gated by.
 */
const GAP_SECONDS = 0.25;
/** All gaps of one film together; damaged time stamps would otherwise have us listen to hours of nothing. */
const MAX_SILENCE_SECONDS = 600;

/** Puts the blocks of ffmpeg's output together and pushes them into the measurer, each as what its track carries. */
export class Tracks implements BlockSink {
  /** Frames for thumbnail and strip. */
  readonly pictures = new PictureRow();
  ticks = 0;
  lastTickS = 0;

  private readonly info: ClipInfo;
  private readonly roles: readonly Role[];
  private readonly measurer: Measurer;
  private readonly sampleSize: Size;
  private readonly pictureSize: Size;
  private role: Role = 'tick';
  private timeS = 0;
  private block = new Uint8Array();
  private tickBlock = new Uint8Array();
  private filled = 0;
  private soundFrames = 0;
  private silenceS = 0;
  private lastSampleS = -1;

  constructor(info: ClipInfo, roles: readonly Role[], measurer: Measurer) {
    this.info = info;
    this.roles = roles;
    this.measurer = measurer;
    this.sampleSize = sampleSize(info.geometry.display);
    this.pictureSize = pictureSize(info.geometry.display);
  }

  begin(track: number, timeMs: number, size: number): void {
    const role = this.roles[track - 1];
    if (role === undefined) throw new Error(`ffmpeg wrote a track ${track} that nobody asked for`);
    this.role = role;
    this.timeS = timeMs / 1000;
    const expected = this.expectedBytes(role);
    if (expected !== null && size !== expected)
      throw new Error(`a ${role} of ${size} bytes instead of ${expected}`);
    // Ticks are read at once and share their memory; everything else may be kept by who gets it.
    if (role === 'tick') {
      if (this.tickBlock.length !== size) this.tickBlock = new Uint8Array(size);
      this.block = this.tickBlock;
    } else this.block = new Uint8Array(size);
    this.filled = 0;
  }

  data(slice: Uint8Array): void {
    this.block.set(slice, this.filled);
    this.filled += slice.length;
  }

  end(): void {
    if (this.role === 'tick') this.tick();
    else if (this.role === 'sample') this.sample();
    else if (this.role === 'strip') this.picture();
    else this.sound();
  }

  private expectedBytes(role: Role): number | null {
    const channels = frameLayout(this.info) === 'rgba' ? 4 : 3;
    if (role === 'sample') return this.sampleSize.width * this.sampleSize.height * channels;
    if (role === 'strip') return this.pictureSize.width * this.pictureSize.height * channels;
    return null;
  }

  /** A player shows the first frame from the beginning, even where the file lets it start a little later. */
  private tick(): void {
    const t = this.ticks === 0 ? 0 : this.timeS;
    if (this.ticks > 0 && t < this.lastTickS) return;
    const planes = tickLayout(this.info) === 'planes' ? this.block : toPlanes(this.toRgb());
    if (planes.length !== TICK_BYTES) throw new Error(`a tick of ${planes.length} bytes`);
    this.measurer.tick(t, planes);
    this.ticks++;
    this.lastTickS = this.timeS;
  }

  private sample(): void {
    if (this.timeS <= this.lastSampleS) return;
    const t = this.lastSampleS < 0 ? 0 : this.timeS;
    this.measurer.sample(t, this.sampleSize.width, this.sampleSize.height, this.toRgb());
    this.lastSampleS = this.timeS;
  }

  private picture(): void {
    this.pictures.push({ t: this.timeS, ...this.pictureSize, rgb: this.toRgb() });
  }

  private sound(): void {
    const channels = this.info.facts.audioChannels;
    const gapS = this.timeS - this.soundFrames / AUDIO_RATE;
    if (gapS > GAP_SECONDS && this.silenceS + gapS < MAX_SILENCE_SECONDS) {
      this.silence(Math.round(gapS * AUDIO_RATE), channels);
      this.silenceS += gapS;
    }
    const samples = new Float32Array(this.block.buffer, 0, this.block.length / 4);
    this.measurer.audio(samples);
    this.soundFrames += samples.length / channels;
  }

  private silence(frames: number, channels: number): void {
    for (let left = frames; left > 0; ) {
      const block = Math.min(left, AUDIO_RATE);
      this.measurer.audio(new Float32Array(block * channels));
      left -= block;
    }
    this.soundFrames += frames;
  }

  private toRgb(): Uint8Array {
    const rgb = this.info.hasAlpha ? layOnWhite(this.block) : this.block;
    return this.info.transfer === null ? rgb : toneMap(rgb, this.info.transfer);
  }
}
