import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const SPECS = new URL('../../../shared/specs/', import.meta.url);

/** The descriptions and recordings are not part of the project: what needs them is skipped where they are absent. */
export const hasSpecs = existsSync(SPECS);

export function readSpec(path: string): string {
  return readFileSync(new URL(path, SPECS), 'utf8');
}

/** The files of a folder; none where there are no specs. */
export function listSpecs(folder: string): string[] {
  return hasSpecs ? readdirSync(new URL(folder, SPECS)) : [];
}

/** A node of a Google API discovery document (developers.google.com/discovery/v1/reference/apis): nearly JSON Schema. */
interface DiscoveryNode {
  type?: string;
  format?: string;
  $ref?: string;
  enum?: string[];
  items?: DiscoveryNode;
  properties?: Record<string, DiscoveryNode>;
  additionalProperties?: DiscoveryNode;
}

interface DiscoveryMethod {
  id: string;
  parameters: Record<string, { required?: boolean }>;
  response?: { $ref: string };
}

interface DiscoveryDocument {
  /** Of every method. */
  parameters: Record<string, object>;
  schemas: Record<string, DiscoveryNode>;
  resources: Record<string, { methods: Record<string, DiscoveryMethod> }>;
}

/** What every recording has and the description has not. */
const UNDOCUMENTED: Record<string, Record<string, DiscoveryNode>> = {
  SearchResultSnippet: { publishTime: { type: 'string', format: 'date-time' } },
};

const INTEGERS: Record<string, { min: bigint; max: bigint }> = {
  int32: { min: -(2n ** 31n), max: 2n ** 31n - 1n },
  uint32: { min: 0n, max: 2n ** 32n - 1n },
  int64: { min: -(2n ** 63n), max: 2n ** 63n - 1n },
  uint64: { min: 0n, max: 2n ** 64n - 1n },
};

/** The official description of the YouTube Data API, as a judge of answers. */
export class YouTubeDiscovery {
  readonly #ajv = new Ajv({ allErrors: true, strict: true });
  readonly #validators = new Map<string, ValidateFunction>();

  private constructor(private readonly document: DiscoveryDocument) {
    addFormats.default(this.#ajv, ['date-time', 'byte']);
    for (const [name, limits] of Object.entries(INTEGERS)) {
      this.#ajv.addFormat(name, { type: 'string', validate: (text: string) => isWithin(text, limits) });
    }
    const schemas = Object.entries(document.schemas).map(([name, node]) => [
      name,
      toJsonSchema(node, UNDOCUMENTED[name]),
    ]);
    this.#ajv.addSchema({ $id: 'youtube', $defs: Object.fromEntries(schemas) });
  }

  static load(): YouTubeDiscovery {
    return new YouTubeDiscovery(JSON.parse(readSpec('youtube.v3.discovery.json')) as DiscoveryDocument);
  }

  /** The schema that a method answers in: `VideoListResponse` for `videos.list`. */
  responseOf(method: string): string {
    const [resource = '', verb = ''] = method.split('.');
    const schema = this.document.resources[resource]?.methods[verb]?.response?.$ref;
    if (schema === undefined) throw new Error(`no such method: ${method}`);
    return schema;
  }

  /** All that is wrong with a request: parameters and parts that are not described, and required ones that are missing. */
  violationsOfRequest(method: string, query: Readonly<Record<string, string>>): string[] {
    const [resource = '', verb = ''] = method.split('.');
    const own = this.document.resources[resource]?.methods[verb]?.parameters ?? {};
    const known = { ...this.document.parameters, ...own };
    const parts = ['id', ...this.namesAt(this.responseOf(method), ['items'])];
    return [
      ...Object.keys(query).flatMap((name) => (name in known ? [] : [`${method}: ${name} is not described`])),
      ...Object.entries(own).flatMap(([name, { required }]) =>
        required === true && !(name in query) ? [`${method}: ${name} is missing`] : [],
      ),
      ...(query.part ?? '')
        .split(',')
        .flatMap((part) => (parts.includes(part) ? [] : [`${method}: there is no part ${part}`])),
    ];
  }

  /** All that is wrong with a value, by the schema's name; empty when it is right. A name not described is wrong. */
  violations(schema: string, value: unknown): string[] {
    const validate = this.#validator(schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message = '', params }) => {
      return `${instancePath || '/'} ${message} ${JSON.stringify(params)}`;
    });
  }

  /** The names below a place in a schema: `namesAt('VideoListResponse', ['items', 'snippet'])`. */
  namesAt(schema: string, path: readonly string[]): string[] {
    const names = (at: string) => ({ ...this.document.schemas[at]?.properties, ...UNDOCUMENTED[at] });
    let properties: Record<string, DiscoveryNode> = names(schema);
    for (const name of path) {
      const node = properties[name];
      const ref = node?.$ref ?? node?.items?.$ref;
      properties = ref === undefined ? (node?.properties ?? {}) : names(ref);
    }
    return Object.keys(properties);
  }

  #validator(schema: string): ValidateFunction {
    const known = this.#validators.get(schema);
    if (known !== undefined) return known;
    const compiled = this.#ajv.compile({ $ref: `youtube#/$defs/${schema}` });
    this.#validators.set(schema, compiled);
    return compiled;
  }
}

/** An object with named properties is closed; 64-bit integers are strings, as JSON cannot hold them. */
function toJsonSchema(node: DiscoveryNode, undocumented: Record<string, DiscoveryNode> = {}): object {
  if (node.$ref !== undefined) return { $ref: `#/$defs/${node.$ref}` };
  switch (node.type) {
    case 'object':
      return toObjectSchema(node, undocumented);
    case 'array':
      return { type: 'array', items: toJsonSchema(node.items ?? {}) };
    case 'integer':
      return { type: 'integer', ...toRange(node.format) };
    case 'string':
      return { type: 'string', ...toFormat(node.format), ...(node.enum && { enum: node.enum }) };
    case undefined:
      return {};
    default:
      return { type: node.type };
  }
}

function toObjectSchema(node: DiscoveryNode, undocumented: Record<string, DiscoveryNode>): object {
  if (node.additionalProperties) {
    return { type: 'object', additionalProperties: toJsonSchema(node.additionalProperties) };
  }
  const properties = Object.entries({ ...node.properties, ...undocumented });
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([name, property]) => [name, toJsonSchema(property)])),
    additionalProperties: false,
  };
}

function toRange(format = 'int32'): object {
  const limits = INTEGERS[format];
  return limits === undefined ? {} : { minimum: Number(limits.min), maximum: Number(limits.max) };
}

function toFormat(format: string | undefined): object {
  if (format === 'google-datetime') return { format: 'date-time' };
  if (format === 'google-duration') return { pattern: '^-?\\d+(\\.\\d{1,9})?s$' };
  return format === undefined ? {} : { format };
}

function isWithin(text: string, { min, max }: { min: bigint; max: bigint }): boolean {
  return /^-?\d+$/.test(text) && BigInt(text) >= min && BigInt(text) <= max;
}
