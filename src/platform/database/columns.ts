import { sql } from 'drizzle-orm';
import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';

/**
 * A bigint id, as a string: JavaScript numbers cannot hold every bigint, the API shows ids as strings, and pg
 * already delivers them so.
 */
const bigintId = customType<{ data: string; driverData: string }>({ dataType: () => 'bigint' });

/** The id column of a table: `bigint generated always as identity`, a string here. */
export const identity = () =>
  customType<{ data: string; driverData: string; default: true }>({
    dataType: () => 'bigint GENERATED ALWAYS AS IDENTITY',
  })('id').primaryKey();

/** A column that holds another row's id. */
export const reference = (name: string) => bigintId(name);

/** An instant; a `Date` here, ISO 8601 UTC in JSON. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** When the row was made. */
export const createdAt = () =>
  instant('created_at')
    .notNull()
    .default(sql`now()`);

/** A count that may outgrow 32 bits but never 2^53. */
export const counter = (name: string) => bigint(name, { mode: 'number' });

/** Many ids as one parameter, however many: the statement stays the same, and so does its plan. */
export const idArray = (ids: readonly string[]) => sql`${sql.param([...ids])}::bigint[]`;

/** Texts as one parameter, for `= ANY(…)`: hundreds in an `IN` list cost more to build and to plan than to look up. */
export const textArray = (texts: readonly string[]) => sql`${sql.param([...texts])}::text[]`;
