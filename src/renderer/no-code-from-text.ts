/**
 * Zod would make its parsers by `new Function`, which the policy of the hosts refuses and writes down. Told beforehand it
 * does not try; it comes only with the first screen that needs a schema.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
