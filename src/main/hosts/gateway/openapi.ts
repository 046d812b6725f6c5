import { contract, type Procedure } from '../../../contract/index.ts';
import { olderPaths } from './openapi-older.ts';
import { failures, fixedPaths, json } from './openapi-paths.ts';
import { type ContractSchemas, contractSchemas, type Json, ref } from './openapi-schemas.ts';

const call = (id: string, procedure: Procedure, schemas: ContractSchemas): Json => ({
  post: {
    operationId: id,
    tags: [id.split('.')[0]],
    summary: procedure.summary,
    requestBody: { required: true, content: json(ref(schemas.nameOf(procedure.input))) },
    responses: {
      200: { description: 'Done', content: json(ref(schemas.nameOf(procedure.output))) },
      ...failures(procedure.errors),
    },
  },
});

/** The OpenAPI 3.1 document of everything that this gateway answers to a program. */
export function openApi(origin: string): Json {
  const offered = Object.entries<Procedure>(contract).filter(
    ([, { hosts }]) => hosts?.includes('gateway') ?? true,
  );
  const schemas = contractSchemas(offered);
  const calls = offered.map(([id, procedure]): [string, Json] => [
    `/v1/${id.replace('.', '/')}`,
    call(id, procedure, schemas),
  ]);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Titan Ads',
      // Of the interface, as in its addresses; the app's own version is in health.doctor.
      version: '1',
      summary: 'Measured, scored and explained ads on this machine',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: origin }],
    security: [{ token: [] }],
    paths: { ...Object.fromEntries(calls), ...fixedPaths, ...olderPaths(schemas) },
    components: {
      schemas: schemas.all,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}
