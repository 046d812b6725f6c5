import type { Checklist } from './item.ts';

/** Goes up with every change of this file that could change a score: stored scores of older versions are made anew. */
export const WEIGHTS_VERSION = 'engine-1.2';

/** When the sources named below were read (`scoring.md` 9). */
const date = '2026-11-22';

/** What is left when a check that only finds faults finds none. */
const UNREMARKABLE = 0.7;

/**
 * The checklist of engine version 1. Signs and thresholds come from the sources named, weights are house values and a
 * prior to be overwritten by the user's own results (`scoring.md` 5). Four habits keep it honest:
 *   - what has no known sign has no weight (`unscored` says why);
 *   - a check that a file should simply pass (grade Q) is neutral when passed and can only lose points;
 *   - where only an extreme speaks against an ad (V01, V02, V06), everything else is worth UNREMARKABLE and is neutral:
 *     that nothing was found against a picture does not make it a clear one;
 *   - weak evidence cannot earn full marks: utilities stay within 0.1 to 0.9 for grade C, 0.25 to 0.75 for grade D.
 */
export const checklist: Checklist = {
  version: WEIGHTS_VERSION,

  items: [
    // HOOK
    {
      feature: 'H01',
      field: 'score',
      sub: 'hook',
      weight: { video: 5, image: 5 },
      neutral: 0.5,
      curve: {
        kind: 'number',
        knots: [
          [40, 0.25],
          [70, 0.5],
          [95, 0.75],
        ],
        tolerance: 10,
        print: { scale: 1, decimals: 0 },
        texts: [
          {
            below: 35,
            text: 'The first frame is weak: {x} of 100 for contrast, sharpness, shape and a clear start.',
          },
          {
            below: 70,
            text: 'The first frame is average: {x} of 100 for contrast, sharpness, shape and a clear start.',
          },
          { text: 'The first frame is strong: {x} of 100 for contrast, sharpness, shape and a clear start.' },
        ],
      },
      grade: 'D',
      source:
        'House composite (scoring.md H01); Meta reports first-frame retention [S25], so it can be calibrated',
      date,
    },
    {
      feature: 'T03',
      field: '',
      sub: 'hook',
      weight: { video: 5, image: 0 },
      neutral: 0.5,
      curve: {
        kind: 'number',
        knots: [
          [2.5, 0.9],
          [3.5, 0.5],
          [6, 0.25],
          [10, 0.1],
        ],
        tolerance: 0.5,
        print: { scale: 1, decimals: 1 },
        texts: [
          { below: 3, text: 'The first cut comes at {x} s, inside the first 3 s.' },
          { text: 'The first cut comes only at {x} s; the opening shot outlasts the first 3 s.' },
        ],
        none: { u: 0.1, text: 'There is no cut: the opening shot is the whole clip.' },
      },
      grade: 'C',
      source: 'ABCD a_dynamic_start: first shot under 3 s [S1]; YouTube, correlational [S15]',
      date,
    },
    {
      feature: 'T05',
      field: '',
      sub: 'hook',
      weight: { video: 3, image: 0 },
      neutral: 0.5,
      curve: {
        kind: 'number',
        knots: [
          [1, 0.2],
          [3, 0.5],
          [5, 0.9],
        ],
        tolerance: 1,
        print: { scale: 1, decimals: 0 },
        texts: [
          { below: 1.5, text: 'No 5 s of the ad show more than 1 shot.' },
          { below: 4.5, text: 'At its quickest the ad shows {x} shots in 5 s; quick pacing starts at 5.' },
          { text: 'At its quickest the ad shows {x} shots in 5 s, which counts as quick pacing.' },
        ],
      },
      grade: 'C',
      source:
        'ABCD a_quick_pacing: 5 shots or more in any 5 s [S1]; against it: energetic TV ads were tuned away from less, not all categories [S11]',
      date,
    },

    // CLARITY
    {
      feature: 'V06',
      field: 'mean',
      sub: 'clarity',
      weight: { video: 4, image: 4 },
      neutral: UNREMARKABLE,
      curve: {
        kind: 'number',
        knots: [
          [0.35, UNREMARKABLE],
          [0.5, 0.4],
          [0.8, 0],
        ],
        tolerance: 0.05,
        print: { scale: 1, decimals: 2 },
        texts: [
          { below: 0.35, text: 'The picture is not overloaded with fine detail ({x} B/px).' },
          {
            text: 'The picture is crowded with fine detail ({x} B/px, far above most ads), which costs attention to the brand.',
          },
        ],
      },
      grade: 'B',
      source:
        'Pieters, Wedel and Batra 2010: feature complexity hurts brand attention and liking, 249 print ads [S6]; the threshold is a house value',
      date,
    },
    {
      feature: 'V02',
      field: 'mean',
      sub: 'clarity',
      weight: { video: 2.5, image: 2.5 },
      neutral: UNREMARKABLE,
      curve: {
        kind: 'number',
        knots: [
          [0.02, 0.25],
          [0.06, 0.4],
          [0.1, UNREMARKABLE],
        ],
        tolerance: 0.01,
        print: { scale: 100, decimals: 0 },
        texts: [
          {
            below: 0.1,
            text: 'The picture has little contrast ({x} of 100); text and product may not stand out.',
          },
          { text: 'The picture has enough contrast ({x} of 100).' },
        ],
      },
      grade: 'D',
      source:
        'House value. Picture features as a group predict clicks [S7][S51], none of them has a known sign, so only a nearly flat picture loses',
      date,
    },
    {
      feature: 'V01',
      field: 'mean',
      sub: 'clarity',
      weight: { video: 1.5, image: 1.5 },
      neutral: UNREMARKABLE,
      curve: {
        kind: 'number',
        knots: [
          [10, 0.25],
          [25, 0.4],
          [45, UNREMARKABLE],
          [235, UNREMARKABLE],
          [250, 0.4],
        ],
        tolerance: 5,
        print: { scale: 1, decimals: 0 },
        texts: [
          { below: 45, text: 'The picture is very dark (mean brightness {x} of 255).' },
          { below: 235, text: 'Brightness is in the usual range ({x} of 255).' },
          { text: 'The picture is nearly white (mean brightness {x} of 255).' },
        ],
      },
      grade: 'D',
      source: 'House value. BulkAiBCD does not count brightness for Action [S2], so only the extremes lose',
      date,
    },

    // CONNECTION
    {
      feature: 'T02',
      field: 'average_shot_s',
      sub: 'connection',
      weight: { video: 3, image: 0 },
      neutral: 0.5,
      curve: {
        kind: 'number',
        knots: [
          [2, 0.9],
          [4, 0.5],
          [8, 0.25],
          [15, 0.1],
        ],
        tolerance: 0.5,
        print: { scale: 1, decimals: 1 },
        texts: [
          { below: 2, text: 'Shots last {x} s on average, under the 2 s that hold attention best.' },
          { below: 4, text: 'Shots last {x} s on average; the reference is under 2 s.' },
          { text: 'Shots are long: {x} s on average, the reference is under 2 s.' },
        ],
      },
      grade: 'C',
      source: 'ABCD c_overall_pacing: average shot under 2 s [S1]; YouTube, correlational [S15]',
      date,
    },
    {
      feature: 'A06',
      field: 'first_s',
      sub: 'connection',
      weight: { video: 2, image: 0 },
      neutral: 0.5,
      curve: {
        kind: 'number',
        knots: [
          [4, 0.8],
          [6, 0.6],
          [10, 0.4],
        ],
        tolerance: 1,
        print: { scale: 1, decimals: 1 },
        texts: [
          { below: 5, text: 'Something that sounds like speech starts at {x} s, inside the first 5 s.' },
          { text: 'What sounds like speech starts only at {x} s.' },
        ],
        none: { u: 0.4, text: 'Nothing in the sound resembles speech.' },
      },
      grade: 'C',
      source: 'ABCD d_audio_speech_early_1st_5_secs [S1]; sound that is like speech, not recognised speech',
      date,
    },
    {
      feature: 'A04',
      field: 'fraction',
      sub: 'connection',
      weight: { video: 3, image: 0 },
      neutral: 0.6,
      curve: {
        kind: 'number',
        knots: [
          [0.6, 0.9],
          [0.98, 0.1],
        ],
        tolerance: 0.05,
        print: { scale: 100, decimals: 0 },
        texts: [
          { below: 0.6, text: 'Sound can be heard in the ad.', contrary: true },
          { below: 0.98, text: 'The ad is silent for {x} % of its time.' },
          { text: 'The ad is silent; where sound is on, it plays without any.' },
        ],
      },
      grade: 'C',
      source:
        'BulkAiBCD a_has_sound counts for Action [S2]; vertical video with audio had lower cost per action [S49], secondary',
      date,
    },

    // CRAFT
    {
      feature: 'M03',
      field: 'width',
      orSmaller: 'height',
      sub: 'craft',
      weight: { video: 3, image: 4 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [240, 0],
          [480, 0.4],
          [720, 1],
        ],
        tolerance: 20,
        print: { scale: 1, decimals: 0 },
        texts: [
          { below: 720, text: 'The shorter side has only {x} px; placements are made for 1080.' },
          { text: 'The shorter side has {x} px, enough for every placement.' },
        ],
      },
      grade: 'Q',
      source: 'Placement sizes 1080 x 1080 to 1080 x 1920 [S21]; where blur begins to show is a house value',
      date,
    },
    {
      feature: 'M04',
      field: '',
      sub: 'craft',
      weight: { video: 3, image: 0 },
      neutral: 0.6,
      curve: {
        kind: 'word',
        words: {
          '9:16': { u: 0.9, text: 'Vertical 9:16 fills the screen in Stories and Reels.' },
          '4:5': { u: 0.75, text: 'Vertical 4:5 fills most of the screen in the feed.' },
          '3:4': { u: 0.75, text: 'Vertical 3:4 fills most of the screen in the feed.' },
          '1:1': { u: 0.6, text: 'Square 1:1 fits every feed and fills a part of the screen.' },
          '16:9': { u: 0.3, text: 'Wide 16:9 uses less than a third of a phone held upright.' },
          '1.91:1': { u: 0.3, text: 'Wide 1.91:1 uses less than a third of a phone held upright.' },
          other: { u: 0.3, text: 'The shape matches no placement; it will be cropped or get bars.' },
        },
      },
      grade: 'C',
      source:
        'Placement sizes [S21]; ad sets with 9:16 video and audio had 7 % lower cost per action [S49], correlational and secondary',
      date,
    },
    {
      feature: 'M04',
      field: '',
      sub: 'craft',
      weight: { video: 0, image: 3 },
      neutral: 0.6,
      curve: {
        kind: 'word',
        words: {
          '4:5': { u: 0.9, text: 'Vertical 4:5 is the recommended shape for feed images.' },
          '9:16': { u: 0.75, text: 'Vertical 9:16 fills the screen in Stories and Reels.' },
          '3:4': { u: 0.75, text: 'Vertical 3:4 fills most of the screen in the feed.' },
          '1:1': { u: 0.75, text: 'Square 1:1 fits every feed and carousel.' },
          '1.91:1': { u: 0.4, text: 'Wide 1.91:1 is the smallest shape in a phone feed.' },
          '16:9': { u: 0.4, text: 'Wide 16:9 is small in a phone feed.' },
          other: { u: 0.3, text: 'The shape matches no placement; it will be cropped or get bars.' },
        },
      },
      grade: 'C',
      source: 'Placement sizes: feed image 4:5, carousel 1:1 [S21]',
      date,
    },
    {
      feature: 'M06',
      field: 'area',
      sub: 'craft',
      weight: { video: 3, image: 3 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [0.02, 1],
          [0.1, 0.6],
          [0.3, 0.15],
          [0.6, 0],
        ],
        tolerance: 0.02,
        print: { scale: 100, decimals: 0 },
        texts: [{ below: 0.02, text: 'No black bars.' }, { text: 'Black bars take {x} % of the picture.' }],
      },
      grade: 'Q',
      source: 'Baked-in bars waste area (scoring.md M06); thresholds are house values',
      date,
    },
    {
      feature: 'M07',
      field: 'fraction',
      sub: 'craft',
      weight: { video: 1.5, image: 0 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [0.01, 1],
          [0.08, 0.5],
          [0.3, 0],
        ],
        tolerance: 0.01,
        print: { scale: 100, decimals: 0 },
        texts: [
          { below: 0.01, text: 'No time is lost to black frames.', contrary: true },
          { text: '{x} % of the ad is black.' },
        ],
      },
      grade: 'Q',
      source: 'House value (scoring.md M07)',
      date,
    },
    {
      feature: 'M08',
      field: '',
      ofDuration: true,
      sub: 'craft',
      weight: { video: 2, image: 0 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [0.1, 1],
          [0.4, 0.5],
          [0.8, 0.1],
        ],
        tolerance: 0.05,
        print: { scale: 100, decimals: 0 },
        texts: [
          { below: 0.1, text: 'The picture keeps moving.', contrary: true },
          { text: 'The picture stands still for {x} % of the ad, the end card not counted.' },
        ],
      },
      grade: 'Q',
      source: 'House value (scoring.md M08)',
      date,
    },
    {
      feature: 'M02',
      field: '',
      sub: 'craft',
      weight: { video: 0.5, image: 0 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [2, 0],
          [12, 0.5],
          [20, 1],
        ],
        tolerance: 1,
        print: { scale: 1, decimals: 1 },
        texts: [
          { below: 20, text: 'The ad has {x} frames per second; motion will stutter.' },
          { text: 'Motion is smooth at {x} frames per second.' },
        ],
      },
      grade: 'Q',
      source: 'House value',
      date,
    },
    {
      feature: 'M05',
      field: '',
      onlyCodec: 'h264',
      sub: 'craft',
      weight: { video: 0.5, image: 0 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [0.005, 0],
          [0.015, 0.6],
          [0.03, 1],
        ],
        tolerance: 0.005,
        print: { scale: 1, decimals: 3 },
        texts: [
          {
            below: 0.03,
            text: 'The video is compressed hard ({x} bits per pixel); look for blocks and smears.',
          },
          { text: 'Compression leaves enough detail ({x} bits per pixel).' },
        ],
      },
      grade: 'Q',
      source:
        'Heuristic for H.264: artefacts likely under 0.03 (scoring.md M05); flat designs need less, so it weighs little',
      date,
    },
    {
      feature: 'A01',
      field: '',
      sub: 'craft',
      weight: { video: 3, image: 0 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [-40, 0],
          [-26, 0.3],
          [-18, 1],
          [-12, 1],
          [-6, 0.2],
        ],
        tolerance: 1,
        print: { scale: 1, decimals: 1 },
        texts: [
          { below: -18, text: 'The sound is too quiet: {x} LUFS, the range is \u221218 to \u221212.' },
          { below: -12, text: 'Loudness is right: {x} LUFS, inside \u221218 to \u221212.' },
          { text: 'The sound is too loud: {x} LUFS, the range is \u221218 to \u221212.' },
        ],
      },
      grade: 'Q',
      source: 'Measure: ITU-R BS.1770; the range is a house value, a norm of Meta was not found',
      date,
    },
    {
      feature: 'A02',
      field: '',
      sub: 'craft',
      weight: { video: 1, image: 0 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [-1, 1],
          [0, 0.6],
          [1.5, 0],
        ],
        tolerance: 0.3,
        print: { scale: 1, decimals: 1 },
        texts: [
          { below: -1, text: 'The peak of the sound leaves room: {x} dBTP.' },
          { text: 'The sound peaks at {x} dBTP, above \u22121; it may distort after upload.' },
        ],
      },
      grade: 'Q',
      source: 'Flag above -1 dBTP (scoring.md A02)',
      date,
    },
    {
      feature: 'A04',
      field: 'fraction',
      onlyIf: 'has_track',
      sub: 'craft',
      weight: { video: 1.5, image: 0 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [0.1, 1],
          [0.4, 0.5],
          [0.9, 0],
        ],
        tolerance: 0.05,
        print: { scale: 100, decimals: 0 },
        texts: [
          { below: 0.1, text: 'The sound has no long gaps.', contrary: true },
          { text: 'The sound track is silent for {x} % of the ad.' },
        ],
      },
      grade: 'Q',
      source: 'House value (scoring.md A04)',
      date,
    },
    {
      feature: 'A10',
      field: '',
      sub: 'craft',
      weight: { video: 2, image: 0 },
      neutral: 1,
      curve: {
        kind: 'number',
        knots: [
          [0.0001, 1],
          [0.001, 0.6],
          [0.01, 0],
        ],
        tolerance: 0.0002,
        print: { scale: 100, decimals: 2 },
        texts: [
          { below: 0.0001, text: 'The sound never clips.', contrary: true },
          { text: 'The sound clips: {x} % of it is cut off at full scale.' },
        ],
      },
      grade: 'Q',
      source: 'House value (scoring.md A10)',
      date,
    },
  ],

  gates: [
    {
      feature: 'M07',
      field: 'first_frame',
      closedAt: true,
      atStart: true,
      cap: 50,
      text: 'The first frame is black: that is what a feed shows before the ad plays. CRAFT is at most 50.',
      grade: 'Q',
      source: 'scoring.md M07: a black first frame is an error',
      date,
    },
    {
      feature: 'A04',
      field: 'fraction',
      onlyIf: 'has_track',
      closedAt: 0.98,
      cap: 50,
      text: 'There is a sound track, but nothing can be heard on it. CRAFT is at most 50.',
      grade: 'Q',
      source: 'scoring.md 5.1: no audio when promised',
      date,
    },
  ],

  unscored: {
    M01: 'The sources disagree on length and the goal decides, so no length is better than another [S19][S12].',
    V03: 'No effect of saturation on paid ads was found.',
    V04: 'No effect of colourfulness on paid ads was found [S5].',
    T01: 'The list of cuts is what T02, T03 and T05 are counted from.',
    T04: 'Practitioner belief without a sign, and largely the same as T03 and T05.',
    T06: 'One study of TV ads, centred on sound, differing by category [S11]; no sign for feeds.',
    T12: 'No effect of fades was found; they keep fades out of the cuts.',
    T12K: 'The kinds of the fades in T12.',
    A03: 'Practitioner belief without a sign.',
    P01: 'Large studies disagree about faces, so they have no sign [S13][S24].',
  },

  empty: {
    'video offer':
      'OFFER is not scored: it stands in the words of an ad, which are read by a later job and do not count.',
    'image offer':
      'OFFER is not scored: it stands in the words of an ad, which are read by a later job and do not count.',
    'image connection': 'CONNECTION is not scored for a still: this version measures it by pace and sound.',
  },
};
