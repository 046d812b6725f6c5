import type { ClipFacts } from '../../core/measure/signals.ts';
import type { ProbeStream } from './probe-schema.ts';

/** Channel orders of ffmpeg, as weights of BS.1770-4 table 3: front 1, surround and back 1.41, low frequencies 0. */
const surround: Record<string, readonly number[]> = {
  '2.1': [1, 1, 0],
  '3.0': [1, 1, 1],
  '3.0(back)': [1, 1, 1.41],
  '4.0': [1, 1, 1, 1.41],
  quad: [1, 1, 1.41, 1.41],
  'quad(side)': [1, 1, 1.41, 1.41],
  '3.1': [1, 1, 1, 0],
  '4.1': [1, 1, 1, 0, 1.41],
  '5.0': [1, 1, 1, 1.41, 1.41],
  '5.0(side)': [1, 1, 1, 1.41, 1.41],
  '5.1': [1, 1, 1, 0, 1.41, 1.41],
  '5.1(side)': [1, 1, 1, 0, 1.41, 1.41],
  '6.1': [1, 1, 1, 0, 1.41, 1.41, 1.41],
  '7.0': [1, 1, 1, 1.41, 1.41, 1.41, 1.41],
  '7.1': [1, 1, 1, 0, 1.41, 1.41, 1.41, 1.41],
};

/** The layout that leaves the decoder: the file's own where its weights are known, else a mix to two channels. */
export function deliveredLayout(sound: ProbeStream | null): string {
  const { channels = 1, channel_layout: layout = '' } = sound ?? {};
  if (channels <= 2) return channels === 1 ? 'mono' : 'stereo';
  return layout in surround ? layout : 'stereo';
}

export function heardAs(sound: ProbeStream | null): Pick<ClipFacts, 'audioChannels' | 'audioWeights'> {
  if (!sound) return { audioChannels: 0 };
  const layout = deliveredLayout(sound);
  const weights = surround[layout];
  if (weights) return { audioChannels: weights.length, audioWeights: weights };
  return { audioChannels: layout === 'mono' ? 1 : 2 };
}
