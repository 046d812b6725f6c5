import type { World } from './worlds.ts';

/** Where the camera looks: centre and zoom in parts of the world (zoom 1 shows half of its width). */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Bilinear picture of what the camera sees, mirrored at the edges of the world. `out` is RGB. */
export function shoot(world: World, view: View, width: number, height: number, out: Float32Array): void {
  const step = (world.width * 0.5) / view.zoom / Math.max(width, height);
  const left = view.x * world.width - (width / 2) * step;
  const top = view.y * world.height - (height / 2) * step;
  const { rgb } = world;
  for (let y = 0; y < height; y++) {
    const sy = mirror(top + y * step, world.height - 1);
    const y0 = Math.min(world.height - 2, Math.floor(sy));
    const fy = sy - y0;
    for (let x = 0; x < width; x++) {
      const sx = mirror(left + x * step, world.width - 1);
      const x0 = Math.min(world.width - 2, Math.floor(sx));
      const fx = sx - x0;
      const a = (y0 * world.width + x0) * 3;
      const b = a + world.width * 3;
      const o = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) {
        const upper = (rgb[a + c] as number) * (1 - fx) + (rgb[a + 3 + c] as number) * fx;
        const lower = (rgb[b + c] as number) * (1 - fx) + (rgb[b + 3 + c] as number) * fx;
        out[o + c] = upper * (1 - fy) + lower * fy;
      }
    }
  }
}

function mirror(position: number, size: number): number {
  const folded = Math.abs(position) % (2 * size);
  return folded > size ? 2 * size - folded : folded;
}
