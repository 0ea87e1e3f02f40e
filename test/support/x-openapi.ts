import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Spelling } from '../../simulators/x/index.js';
import { readSpec } from './youtube-discovery.js';

/** The description of each spelling. */
const FILES: Record<Spelling, string> = {
  tweet: 'x.v2.openapi.2.166.tweet-names.json',
  post: 'x.v2.openapi.json',
};

/** A node of an OpenAPI 3.0 schema (spec.openapis.org/oas/v3.0.3): nearly JSON Schema. */
interface OpenApiNode {
  type?: string;
  $ref?: string;
  nullable?: boolean;
  items?: OpenApiNode;
  allOf?: OpenApiNode[];
  oneOf?: OpenApiNode[];
  properties?: Record<string, OpenApiNode>;
  additionalProperties?: boolean | OpenApiNode;
  discriminator?: { mapping: Record<string, string> };
  [keyword: string]: unknown;
}

interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  explode?: boolean;
  required?: boolean;
  schema: OpenApiNode;
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: OpenApiNode }> };
  responses: Record<string, { content: Record<string, { schema: OpenApiNode }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, OpenApiNode>; parameters: Record<string, Parameter> };
}

export interface XRequest {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  body?: unknown;
}

const ID = 'x';
const PROBLEM: OpenApiNode = { $ref: '#/components/schemas/Problem' };

/** The official description of X API v2, as a judge of requests and answers. */
export class XOpenApi {
  static readonly #loaded = new Map<Spelling, XOpenApi>();
  readonly #ajv = new Ajv2020({ allErrors: true, strict: false });
  readonly #validators = new Map<OpenApiNode, ValidateFunction>();

  private constructor(private readonly document: Document) {
    addFormats.default(this.#ajv, ['date-time', 'uri', 'int32', 'int64', 'double']);
    const schemas = Object.entries(document.components.schemas);
    this.#ajv.addSchema({
      $id: ID,
      $defs: Object.fromEntries(schemas.map(([name, node]) => [name, this.#schema(node, false)])),
    });
  }

  static load(spelling: Spelling): XOpenApi {
    const known = this.#loaded.get(spelling);
    const judge = known ?? new XOpenApi(JSON.parse(readSpec(FILES[spelling])) as Document);
    this.#loaded.set(spelling, judge);
    return judge;
  }

  /** All that is wrong with the body of a success; empty when it is right. A name that is not described is wrong. */
  violationsOfAnswer({ method, path }: Pick<XRequest, 'method' | 'path'>, body: unknown): string[] {
    const { responses } = this.#operation(method, path).operation;
    const content = (responses['200'] ?? responses['201'])?.content['application/json'];
    if (content === undefined) throw new Error(`no answer is described: ${method} ${path}`);
    return this.#violations(content.schema, body);
  }

  /** All that is wrong with a problem; empty when it is right. */
  violationsOfProblem(body: unknown): string[] {
    return this.#violations(PROBLEM, body);
  }

  /** All that is wrong with a request: parameters that are not described, and values that are not allowed. */
  violationsOfRequest({ method, path, query, body }: XRequest): string[] {
    const { operation, variables } = this.#operation(method, path);
    const described = (operation.parameters ?? []).map((parameter) => this.#parameter(parameter));
    const given = { ...query, ...variables };
    const unknown = Object.keys(given).filter(
      (name) => !described.some((parameter) => parameter.name === name),
    );
    const missing = described.filter(({ name, required }) => required === true && !(name in given));
    const wrong = described.flatMap(({ name, schema }) => {
      const value = given[name];
      return value === undefined
        ? []
        : this.#violations(schema, read(value, schema)).map((text) => `${name}: ${text}`);
    });
    const bodySchema = operation.requestBody?.content['application/json']?.schema;
    return [
      ...unknown.map((name) => `${name}: not described`),
      ...missing.map(({ name }) => `${name}: missing`),
      ...wrong,
      ...(bodySchema === undefined ? [] : this.#violations(bodySchema, body)),
    ];
  }

  #operation(method: string, path: string) {
    const parts = path.split('/');
    for (const [template, operations] of Object.entries(this.document.paths)) {
      const operation = operations[method.toLowerCase()];
      const names = template.split('/');
      if (operation === undefined || names.length !== parts.length) continue;
      const variables: Record<string, string> = {};
      const isSame = names.every((name, n) => {
        const variable = /^\{(\w+)\}$/.exec(name)?.[1];
        if (variable === undefined) return name === parts[n];
        variables[variable] = parts[n] ?? '';
        return true;
      });
      if (isSame) return { operation, variables };
    }
    throw new Error(`not described: ${method} ${path}`);
  }

  #parameter(parameter: Parameter): Parameter {
    const name = parameter.$ref?.split('/').at(-1);
    return name === undefined ? parameter : (this.document.components.parameters[name] ?? parameter);
  }

  #violations(node: OpenApiNode, value: unknown): string[] {
    const validate = this.#validators.get(node) ?? this.#ajv.compile(this.#schema(node, true));
    this.#validators.set(node, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) =>
        `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
  }

  /** @param isClosed an object here has the names that are described and no others */
  #schema(node: OpenApiNode, isClosed: boolean): Record<string, unknown> {
    const { nullable, discriminator: _discriminator, example: _example, exclusiveMinimum: _, ...rest } = node;
    const target = node.$ref?.split('/').at(-1);
    const closed = isClosed && this.#hasNames(node) ? { unevaluatedProperties: false } : {};
    if (target !== undefined) {
      const kinds = Object.values(this.document.components.schemas[target]?.discriminator?.mapping ?? {});
      // What a discriminator tells apart is one of the kinds, or, where none is named, just that.
      const refs = (isClosed && kinds.length > 0 ? kinds : [node.$ref ?? '']).map(toRef);
      return refs.length === 1
        ? { ...refs[0], ...closed }
        : { anyOf: refs.map((ref) => ({ ...ref, ...closed })) };
    }
    return {
      ...rest,
      ...(nullable === true && node.type !== undefined && { type: [node.type, 'null'] }),
      ...(node.items && { items: this.#schema(node.items, true) }),
      ...(node.allOf && { allOf: node.allOf.map((part) => this.#schema(part, false)) }),
      ...(node.oneOf && { oneOf: undefined, anyOf: node.oneOf.map((part) => this.#schema(part, isClosed)) }),
      ...(node.properties && {
        properties: Object.fromEntries(
          Object.entries(node.properties).map(([name, property]) => [name, this.#schema(property, true)]),
        ),
      }),
      ...closed,
    };
  }

  #hasNames(node: OpenApiNode): boolean {
    const target = node.$ref?.split('/').at(-1);
    const resolved = target === undefined ? node : this.document.components.schemas[target];
    return (
      (resolved?.properties ?? resolved?.allOf) !== undefined && resolved?.additionalProperties === undefined
    );
  }
}

function toRef(ref: string): { $ref: string } {
  return { $ref: `${ID}#/$defs/${ref.split('/').at(-1) ?? ''}` };
}

/** A value of a query as the description means it. */
function read(value: string, schema: OpenApiNode): unknown {
  if (schema.type === 'array') return value.split(',');
  return schema.type === 'integer' ? Number(value) : value;
}
