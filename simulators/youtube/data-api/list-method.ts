import { type Site } from '../site.js';
import { type FieldTree } from './fields.js';
import { etagOf, type JsonObject } from './json.js';
import { type PageShown } from './page.js';
import { type Query } from './query.js';
import { type QuotaBucket } from './quota.js';

/** One `list` method of the API, as data; what all of them share is in `data-api.ts`. */
export interface ListMethod {
  readonly bucket: QuotaBucket;
  /** The parameters it takes besides those of every method. */
  readonly parameters: readonly string[];
  readonly resource: FieldTree;
  /** Names around the items that only this list has. */
  readonly extraFields?: FieldTree;
  readonly isPaged?: boolean;
  list(query: Query, parts: ReadonlySet<string>, site: Site): ListAnswer;
}

/** The answer to a call, complete but for its etag. Names go out in the order in which a method writes them. */
export interface ListAnswer extends Partial<PageShown> {
  readonly kind: string;
  readonly regionCode?: string;
  readonly items?: readonly JsonObject[];
}

/** How each part of a resource is made; a part that gives undefined is left out. */
export type PartBuilders<Subject> = Readonly<
  Record<string, (subject: Subject, site: Site) => object | undefined>
>;

/** One item of a list, with the parts that were asked for and an etag of just these. */
export function resource<Subject>(
  identity: { kind: string; id: unknown },
  subject: Subject,
  builders: PartBuilders<Subject>,
  parts: ReadonlySet<string>,
  site: Site,
): JsonObject {
  const built = Object.entries(builders)
    .filter(([part]) => parts.has(part))
    .map(([part, build]) => [part, build(subject, site)] as const)
    .filter(([, content]) => content !== undefined);
  const content: object = Object.fromEntries(built);
  const { kind, id } = identity;
  return { kind, etag: etagOf([id, content]), id, ...content };
}
