// biome-ignore lint/performance/noBarrelFile: until electron/ imports it from where it is
export { pageResponse, type RendererFiles, readRendererFiles } from '../renderer-files.ts';
