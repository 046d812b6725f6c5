import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';

/** Each ad beside its current measurement: those of other versions stay, and count no more. */
export const measured = (db: Kysely<Tables>) =>
  db
    .selectFrom('ads')
    .innerJoin('measurements', (join) =>
      join
        .onRef('measurements.ad_id', '=', 'ads.id')
        .onRef('measurements.engine_version', '=', 'ads.engine_version')
        .onRef('measurements.decoder_version', '=', 'ads.decoder_version'),
    );

/** The same, and the current score. */
export const scored = (db: Kysely<Tables>) =>
  measured(db).innerJoin('scores', (join) =>
    join
      .onRef('scores.ad_id', '=', 'ads.id')
      .onRef('scores.engine_version', '=', 'ads.engine_version')
      .onRef('scores.decoder_version', '=', 'ads.decoder_version')
      .onRef('scores.weights_version', '=', 'ads.weights_version'),
  );
