// biome-ignore lint/performance/noBarrelFile: until electron/ imports it from where it is
export { securityHeaders } from '../security-headers.ts';
