import { circle, ellipse, gradient, group, line, path, rect, seeded, shadow, text } from './draw.ts';

/** Things to sell, each drawn around (0, 0) and about 600 units high. All brands are invented. */

export function serumBottle(label: string, glass: readonly [string, string, string], ink: string): string {
  const body = gradient(0, [
    [0, glass[2]],
    [0.18, glass[0]],
    [0.42, glass[1]],
    [0.8, glass[0]],
    [1, glass[2]],
  ]);
  const rubber = gradient(0, [
    [0, '#17130f'],
    [0.35, '#5a5048'],
    [1, '#0d0b09'],
  ]);
  const metal = gradient(0, [
    [0, '#a9835a'],
    [0.3, '#f6e3c4'],
    [0.6, '#c79f6e'],
    [1, '#8a6540'],
  ]);
  return (
    shadow(0, 312, 260, 46, '#3a1d12', 0.5) +
    body.def +
    rubber.def +
    metal.def +
    path('M-44,-330 C-44,-372 44,-372 44,-330 L52,-226 L-52,-226 Z', rubber.fill) +
    rect(-74, -230, 148, 82, metal.fill, 10) +
    path(
      'M-62,-150 L62,-150 C66,-116 150,-104 150,-40 L150,250 C150,296 120,308 90,308 L-90,308 C-120,308 -150,296 -150,250 L-150,-40 C-150,-104 -66,-116 -62,-150 Z',
      body.fill,
    ) +
    path(
      'M-118,-44 C-118,-70 -96,-80 -84,-86 L-84,286 C-108,284 -118,276 -118,246 Z',
      '#ffffff',
      'opacity="0.35"',
    ) +
    rect(112, -30, 12, 290, '#ffffff', 6, 'opacity="0.28"') +
    rect(-98, 20, 196, 210, '#fffaf3', 6, 'opacity="0.94"') +
    text(0, 104, label, { size: 38, fill: ink, weight: 600, spacing: 2 }) +
    line('M-34,126 L34,126', ink, 2) +
    text(0, 166, 'GLOW SERUM', { size: 19, fill: ink, weight: 500, spacing: 4 }) +
    text(0, 200, '30 ml', { size: 17, fill: ink, weight: 400, spacing: 1 })
  );
}

/** A cup from above, with a leaf poured into the milk; `turn` in degrees. */
export function latte(turn: number): string {
  const saucer = gradient(60, [
    [0, '#ffffff'],
    [1, '#d9cdbd'],
  ]);
  const coffee = gradient(50, [
    [0, '#b9783f'],
    [1, '#6b3b18'],
  ]);
  const leaf = Array.from({ length: 6 }, (_, i) => {
    const y = -104 + i * 36;
    const w = 40 + i * 15 - (i > 3 ? (i - 3) * 18 : 0);
    return line(
      `M0,${y + 26} C${-w * 0.5},${y + 18} ${-w},${y} ${-w * 1.1},${y - 22} M0,${y + 26} C${w * 0.5},${y + 18} ${w},${y} ${w * 1.1},${y - 22}`,
      '#f7e6cc',
      17,
    );
  }).join('');
  return (
    shadow(26, 46, 350, 350, '#2a1408', 0.55) +
    saucer.def +
    coffee.def +
    circle(0, 0, 300, saucer.fill) +
    circle(0, 0, 262, 'none', 'stroke="#c9baa6" stroke-width="3" opacity="0.6"') +
    group(`rotate(${turn})`, rect(190, -34, 130, 68, '#fbf7f0', 34) + rect(214, -14, 84, 28, '#cbbda9', 14)) +
    circle(0, 0, 222, '#fdfaf5') +
    circle(0, 0, 198, '#e7dccb') +
    circle(0, 0, 190, coffee.fill) +
    group(`rotate(${turn}) translate(0 8)`, `${leaf}${line('M0,-126 L0,128', '#f7e6cc', 12)}`) +
    ellipse(-70, -96, 70, 28, '#ffffff', 'opacity="0.16" transform="rotate(-40 -70 -96)"')
  );
}

export function coffeeBag(brand: string, origin: string, colour: string, band: string): string {
  const side = gradient(0, [
    [0, '#000000'],
    [0.2, colour],
    [0.7, colour],
    [1, '#000000'],
  ]);
  return (
    shadow(0, 318, 280, 44, '#1d0d05', 0.55) +
    side.def +
    path(
      'M-190,-270 L190,-270 L206,-190 L210,270 C210,304 190,312 160,312 L-160,312 C-190,312 -210,304 -210,270 L-206,-190 Z',
      colour,
    ) +
    path(
      'M-190,-270 L190,-270 L206,-190 L210,270 C210,304 190,312 160,312 L-160,312 C-190,312 -210,304 -210,270 L-206,-190 Z',
      side.fill,
      'opacity="0.32"',
    ) +
    path('M-190,-322 L190,-322 L190,-262 L-190,-262 Z', colour) +
    path('M-190,-322 L190,-322 L190,-262 L-190,-262 Z', '#ffffff', 'opacity="0.12"') +
    line('M-186,-300 L186,-300 M-186,-284 L186,-284', '#000000', 2, 'opacity="0.25"') +
    circle(0, -196, 15, '#000000', 'opacity="0.3"') +
    rect(-210, -90, 420, 250, band) +
    text(0, 14, brand, { size: 66, fill: colour, weight: 800 }) +
    text(0, 72, origin, { size: 30, fill: colour, weight: 500, spacing: 1 }) +
    text(0, 118, '250 g  whole bean', { size: 24, fill: colour, weight: 500 }) +
    path('M-150,-250 L-118,-250 L-132,296 L-162,296 Z', '#ffffff', 'opacity="0.1"')
  );
}

/** A running shoe from the side, toe to the right, about 800 wide. */
export function shoe(upper: string, accent: string, sole: string): string {
  const body = gradient(70, [
    [0, '#ffffff'],
    [0.25, upper],
    [1, upper],
  ]);
  const foam = gradient(90, [
    [0, '#ffffff'],
    [1, sole],
  ]);
  const laces = [0, 1, 2, 3]
    .map((i) => line(`M${-118 + i * 58},${-108 + i * 31} L${-68 + i * 58},${-138 + i * 33}`, '#ffffff', 13))
    .join('');
  const mesh = Array.from({ length: 44 }, (_, i) =>
    circle(
      120 + (i % 11) * 19 - Math.floor(i / 11) * 8,
      10 + Math.floor(i / 11) * 17 + (i % 11) * 2.6,
      3.2,
      '#000',
      'opacity="0.16"',
    ),
  ).join('');
  return (
    shadow(0, 190, 460, 46, '#000', 0.5) +
    body.def +
    foam.def +
    path(
      'M-392,96 C-406,150 -380,184 -318,184 L300,184 C372,184 426,160 424,120 C420,96 404,84 384,82 L-380,62 Z',
      foam.fill,
    ) +
    path(
      'M-392,140 C-386,172 -360,184 -318,184 L300,184 C360,184 410,168 422,136 C380,152 330,154 280,154 L-300,154 C-340,154 -372,152 -392,140 Z',
      accent,
    ) +
    path(
      'M-384,74 C-404,-10 -394,-118 -348,-182 C-336,-200 -316,-202 -300,-188 C-262,-154 -214,-146 -168,-166 L-128,-190 C-112,-198 -98,-194 -88,-182 C-30,-108 66,-42 196,-14 C300,8 392,24 408,92 C300,104 -260,104 -384,74 Z',
      upper,
    ) +
    path(
      'M-384,74 C-404,-10 -394,-118 -348,-182 C-336,-200 -316,-202 -300,-188 C-262,-154 -214,-146 -168,-166 L-128,-190 C-112,-198 -98,-194 -88,-182 C-30,-108 66,-42 196,-14 C300,8 392,24 408,92 C300,104 -260,104 -384,74 Z',
      body.fill,
      'opacity="0.45"',
    ) +
    mesh +
    path(
      'M-384,74 C-398,10 -396,-60 -376,-120 C-300,-110 -268,-30 -262,88 C-310,86 -352,82 -384,74 Z',
      accent,
    ) +
    line('M-236,66 C-160,-40 -96,70 -22,16 C30,-22 70,52 150,40', accent, 24) +
    line('M-206,96 C-146,26 -84,110 -16,62 C34,28 84,84 150,78', '#ffffff', 9, 'opacity="0.85"') +
    path(
      'M408,92 C404,48 358,26 300,12 C318,44 318,76 304,98 C340,97 376,96 408,92 Z',
      accent,
      'opacity="0.9"',
    ) +
    path(
      'M-168,-166 L-128,-190 C-112,-198 -98,-194 -88,-182 C-50,-134 0,-92 66,-58 L20,-36 C-60,-72 -120,-112 -168,-166 Z',
      '#000',
      'opacity="0.25"',
    ) +
    laces +
    line(
      'M-352,-176 C-330,-200 -306,-190 -296,-182 C-262,-154 -214,-146 -168,-166',
      '#000',
      9,
      'opacity="0.3"',
    )
  );
}

export function can(brand: string, flavour: string, colours: readonly [string, string, string]): string {
  const skin = gradient(0, [
    [0, colours[2]],
    [0.22, colours[0]],
    [0.45, colours[1]],
    [0.75, colours[0]],
    [1, colours[2]],
  ]);
  const metal = gradient(0, [
    [0, '#7d8790'],
    [0.3, '#f4f7f9'],
    [0.6, '#b7c0c8'],
    [1, '#6c757d'],
  ]);
  return (
    shadow(0, 316, 210, 40, '#000', 0.45) +
    skin.def +
    metal.def +
    path('M-118,-300 L118,-300 L150,-248 L150,268 L122,308 L-122,308 L-150,268 L-150,-248 Z', metal.fill) +
    ellipse(0, -300, 118, 20, '#dfe5ea') +
    ellipse(0, -300, 100, 14, '#aab3bb') +
    rect(-150, -248, 300, 516, skin.fill) +
    path(
      'M-150,120 C-90,70 -50,170 20,120 C80,78 110,140 150,110 L150,268 L-150,268 Z',
      '#ffffff',
      'opacity="0.22"',
    ) +
    path(
      'M-150,170 C-80,130 -30,220 40,170 C90,136 120,190 150,170 L150,268 L-150,268 Z',
      '#ffffff',
      'opacity="0.28"',
    ) +
    text(0, -70, brand, { size: 78, fill: '#ffffff', weight: 900 }) +
    text(0, -14, flavour, { size: 27, fill: '#ffffff', weight: 600, spacing: 1 }) +
    text(0, 52, '0 g sugar', { size: 24, fill: '#ffffff', weight: 500, spacing: 0 }) +
    rect(-112, -240, 20, 500, '#ffffff', 10, 'opacity="0.3"')
  );
}

/** A phone 420 x 860 with what is on its screen, drawn in 380 x 820 from its top left corner. */
export const phone = (screen: string, background: string): string =>
  shadow(0, 450, 330, 60, '#000', 0.5) +
  rect(-210, -430, 420, 860, '#0c0d12', 64) +
  rect(-204, -424, 408, 848, '#2a2d38', 60) +
  rect(-190, -410, 380, 820, background, 48) +
  group('translate(-190 -410)', screen) +
  rect(-58, -398, 116, 30, '#0c0d12', 15);

/** A bowl of food from above; the garnish falls the same on every run. */
export function bowl(): string {
  const random = seeded(11);
  const spot = (x: number, y: number) => `${Math.round(x)} ${Math.round(y)}`;
  const rice = Array.from({ length: 120 }, () => {
    const angle = random() * Math.PI * 2;
    const r = Math.sqrt(random()) * 116;
    const [x, y] = [-96 + Math.cos(angle) * r, 76 + Math.sin(angle) * r];
    const turn = `transform="rotate(${Math.round(random() * 180)} ${spot(x, y)})"`;
    return ellipse(x, y, 11, 5, random() < 0.5 ? '#fffdf5' : '#efe8d6', turn);
  }).join('');
  const leaves = Array.from({ length: 26 }, () => {
    const [x, y] = [40 + random() * 150, -180 + random() * 150];
    const turn = `transform="rotate(${Math.round(random() * 360)} ${spot(x + 30, y)})"`;
    return path(`M${x},${y} q30,-34 64,-8 q-22,40 -64,8 Z`, random() < 0.5 ? '#3f8f4a' : '#67b35a', turn);
  }).join('');
  const grain = line(
    'M10,22 q10,14 20,0 M10,56 q10,14 20,0 M10,90 q10,14 20,0 M10,122 q10,12 20,0',
    '#ffc3aa',
    5,
  );
  const salmon = [0, 1, 2, 3]
    .map((i) =>
      group(
        `translate(${-170 + i * 44} ${-150 + i * 12}) rotate(24)`,
        rect(0, 0, 40, 150, '#ff8a62', 18) + grain,
      ),
    )
    .join('');
  const slice =
    path('M0,0 C60,-8 66,116 0,128 C16,92 16,34 0,0 Z', '#4f7f2e') +
    path('M2,8 C46,4 50,108 4,118 C16,88 16,38 2,8 Z', '#cfe58c');
  const avocado = [0, 1, 2, 3, 4]
    .map((i) => group(`translate(${66 + i * 26} ${54 + i * 16}) rotate(${-34 + i * 5})`, slice))
    .join('');
  const tomatoes = (
    [
      [-10, 148],
      [34, 186],
      [-52, 190],
      [-4, 214],
    ] as const
  )
    .map(([x, y]) => circle(x, y, 31, '#e0392f') + circle(x - 9, y - 10, 9, '#ffffff', 'opacity="0.45"'))
    .join('');
  const seeds = Array.from({ length: 40 }, () =>
    ellipse(-170 + random() * 200, -150 + random() * 150, 5, 3, '#fff6df'),
  ).join('');
  return (
    shadow(20, 50, 370, 370, '#2a1a0c', 0.5) +
    circle(0, 0, 300, '#f3efe9') +
    circle(0, 0, 286, '#ffffff') +
    circle(0, 0, 252, '#e3dbcf') +
    circle(0, 0, 246, '#35533a') +
    '<clipPath id="bowl"><circle cx="0" cy="0" r="246"/></clipPath><g clip-path="url(#bowl)">' +
    circle(0, 0, 246, '#6f9a52') +
    circle(-96, 76, 140, '#f5efdf') +
    rice +
    leaves +
    salmon +
    avocado +
    tomatoes +
    seeds +
    '</g>' +
    circle(0, 0, 249, 'none', 'stroke="#ffffff" stroke-width="9" opacity="0.75"')
  );
}

export function headphones(colour: string, dark: string, accent: string): string {
  const cup = gradient(30, [
    [0, '#ffffff'],
    [0.3, colour],
    [1, dark],
  ]);
  const ear = (side: -1 | 1) =>
    group(
      `scale(${side} 1)`,
      rect(150, -10, 58, 250, '#15161b', 28) +
        rect(176, -34, 122, 296, cup.fill, 60) +
        circle(244, 114, 34, accent) +
        circle(244, 114, 16, dark) +
        rect(196, -6, 12, 230, '#ffffff', 6, 'opacity="0.35"'),
    );
  return (
    shadow(0, 300, 340, 46, '#000', 0.45) +
    cup.def +
    line('M-236,10 C-250,-330 250,-330 236,10', dark, 54) +
    line('M-236,10 C-250,-330 250,-330 236,10', colour, 38) +
    line('M-190,-150 C-130,-272 130,-272 190,-150', '#ffffff', 8, 'opacity="0.5"') +
    ear(-1) +
    ear(1)
  );
}

/** A sofa with its feet on y = 200, about 900 wide. */
export function sofa(cloth: string, dark: string, light: string): string {
  const fabric = gradient(90, [
    [0, light],
    [0.5, cloth],
    [1, dark],
  ]);
  return (
    shadow(0, 212, 560, 50, '#3b2a1a', 0.45) +
    fabric.def +
    [-370, 340]
      .map((x) => path(`M${x},150 L${x + 34},150 L${x + 24},212 L${x + 8},212 Z`, '#8a5a34'))
      .join('') +
    rect(-360, -190, 720, 260, fabric.fill, 60) +
    line('M0,-184 L0,20', dark, 5, 'opacity="0.5"') +
    rect(-440, -90, 130, 260, fabric.fill, 56) +
    rect(310, -90, 130, 260, fabric.fill, 56) +
    rect(-330, 20, 330, 100, light, 36) +
    rect(0, 20, 330, 100, light, 36) +
    rect(-340, 92, 680, 80, cloth, 26) +
    group(
      'translate(-210 -40) rotate(-10)',
      `${rect(-82, -82, 164, 150, '#e9b44c', 30)}${line('M-50,-60 L50,46 M50,-60 L-50,46', '#c98f26', 4)}`,
    ) +
    group('translate(206 -30) rotate(9)', rect(-76, -76, 152, 140, '#f4efe6', 30))
  );
}

export function backpack(cloth: string, dark: string, leather: string): string {
  const body = gradient(0, [
    [0, dark],
    [0.3, cloth],
    [0.75, cloth],
    [1, dark],
  ]);
  return (
    shadow(0, 338, 320, 50, '#1c1408', 0.5) +
    body.def +
    line('M-60,-296 C-60,-372 60,-372 60,-296', leather, 26) +
    path(
      'M-232,-110 C-292,-40 -296,180 -250,250 L-210,240 L-206,-90 Z M232,-110 C292,-40 296,180 250,250 L210,240 L206,-90 Z',
      dark,
    ) +
    path(
      'M-220,-140 C-220,-268 -140,-308 0,-308 C140,-308 220,-268 220,-140 L232,262 C232,310 206,332 160,332 L-160,332 C-206,332 -232,310 -232,262 Z',
      body.fill,
    ) +
    path(
      'M-220,-150 C-220,-268 -140,-308 0,-308 C140,-308 220,-268 220,-150 C220,-60 150,-30 0,-30 C-150,-30 -220,-60 -220,-150 Z',
      cloth,
    ) +
    path(
      'M-220,-150 C-220,-268 -140,-308 0,-308 C140,-308 220,-268 220,-150 C220,-60 150,-30 0,-30 C-150,-30 -220,-60 -220,-150 Z',
      '#ffffff',
      'opacity="0.14"',
    ) +
    [-96, 74]
      .map(
        (x) =>
          rect(x, -80, 24, 150, leather, 8) +
          rect(x - 6, 20, 36, 30, '#d8b46a', 6) +
          rect(x + 3, 28, 18, 14, leather, 3),
      )
      .join('') +
    rect(-168, 88, 336, 206, dark, 34, 'opacity="0.55"') +
    rect(-160, 82, 320, 202, cloth, 32) +
    line('M-132,120 L132,120', '#d8b46a', 6) +
    rect(92, 116, 12, 34, '#d8b46a', 6) +
    rect(-46, 186, 92, 56, leather, 8) +
    text(0, 222, 'TREKUNO', { size: 17, fill: '#f6ead2', weight: 700, spacing: 1 })
  );
}
