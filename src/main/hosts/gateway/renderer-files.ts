export { pageResponse, type RendererFiles, readRendererFiles } from '../renderer-files.ts';
