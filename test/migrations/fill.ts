import type Sqlite from 'better-sqlite3';

/** Of every table; enough for each state that a column may have. */
const ROWS = 5;

interface Column {
  readonly name: string;
  readonly type: string;
  /** 2 and 3 are generated ones. */
  readonly hidden: number;
}
interface Reference {
  readonly table: string;
  readonly from: string;
  readonly to: string;
}
export type Row = Readonly<Record<string, unknown>>;
export type Rows = Readonly<Record<string, readonly Row[]>>;

export const day = (n: number) => `2026-11-${String(n + 1).padStart(2, '0')}T12:00:00.000Z`;

/** What a step that reads what is there asks for, or a check that names no list. */
const meant: Readonly<Record<string, (n: number) => unknown>> = {
  'accounts.ends_in': (n) => `end${n}`,
  'approval_policy.id': () => 1,
  'councils.council': (n) => JSON.stringify({ basis: 'council', disagreement: n / 10, needs_human: n % 2 }),
  'jobs.kind': () => 'analyze',
  'jobs.attempt': (n) => (n === 3 ? 2 : 1),
  'jobs.started_at': day,
  'jobs.error_code': (n) => (n === 3 ? 'DISK_FULL' : null),
  'jobs.finished_at': (n) => (n === 0 ? null : day(n).replace('T12:00', 'T12:01')),
  'ledger_rows.source': (n) => ['shop', 'shop', 'hubspot', 'conversions-api', 'tracker'][n],
  'ledger_rows.learnt_at': day,
  'ledger_hooks.source': (n) => ['tracker', 'idle', 'other', 'shop', 'last'][n],
  'ledger_hooks.last_at': (n) => (n === 1 ? null : day(n === 3 ? 0 : n + 10)),
};
/** Of a table that may have one row only. */
const single = new Set(['approval_policy']);

/** Rows in every table of the schema that is there, whatever it is: values follow from types, checks and references. */
export function fill(db: Sqlite.Database): void {
  const made = tablesOf(db);
  const filled = new Set<string>();
  const add = (table: string): void => {
    if (filled.has(table)) return;
    filled.add(table);
    const references = db.pragma(`foreign_key_list(${table})`) as Reference[];
    for (const { table: parent } of references) add(parent);
    const columns = (db.pragma(`table_xinfo(${table})`) as Column[]).filter(({ hidden }) => hidden < 2);
    const names = columns.map(({ name }) => name).join(', ');
    const insert = db.prepare(
      `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    const valueIn = ({ name, type }: Column, n: number): unknown => {
      const own = meant[`${table}.${name}`];
      if (own) return own(n);
      const parent = references.find(({ from }) => from === name);
      if (parent?.table === table) return null;
      if (parent) return db.prepare(`SELECT ${parent.to} FROM ${parent.table} ORDER BY 1`).pluck().all()[n];
      const listed = new RegExp(`\\b${name} IN \\(([^)]*)\\)`)
        .exec(made.get(table) ?? '')?.[1]
        ?.split(/,\s*/);
      const one = listed?.[n % listed.length];
      if (one !== undefined) return one.startsWith("'") ? one.slice(1, -1) : BigInt(one);
      if (type === 'INTEGER') return BigInt(n + 1);
      if (type === 'REAL') return (n + 1) / 10;
      const text = `${table} ${name} ${n}`;
      return type === 'BLOB' ? Buffer.from(text) : text;
    };
    for (let n = 0; n < (single.has(table) ? 1 : ROWS); n++)
      insert.run(columns.map((column) => valueIn(column, n)));
  };
  db.transaction(() => [...made.keys()].forEach(add))();
}

/** Every row of every table, in the order of all its columns. */
export function rowsOf(db: Sqlite.Database): Rows {
  return Object.fromEntries(
    [...tablesOf(db).keys()].map((table) => {
      const columns = (db.pragma(`table_info(${table})`) as Column[]).map(({ name }) => name);
      return [table, db.prepare(`SELECT * FROM ${table} ORDER BY ${columns.join(', ')}`).all() as Row[]];
    }),
  );
}

/** Each with the statement that made it, without those of SQLite and of the migrator. */
function tablesOf(db: Sqlite.Database): Map<string, string> {
  const all = db.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid").all();
  return new Map(
    (all as { name: string; sql: string }[])
      .filter(({ name }) => !/^(sqlite|kysely)_/.test(name))
      .map(({ name, sql }) => [name, sql]),
  );
}
