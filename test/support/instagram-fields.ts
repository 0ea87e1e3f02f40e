import { type Field, parseFields } from '../../simulators/instagram/graph/field-list.js';
import { readSpec } from './youtube-discovery.js';

/** Kinds of nodes as their hosts name them, each with its description: the second two are of graph.instagram.com. */
const DESCRIPTIONS = {
  IGUser: 'IGUser',
  IGMedia: 'IGMedia',
  User: 'IGUserForIGOnlyAPI',
  Media: 'IGMediaForIGOnlyAPI',
} as const;
export type NodeKind = keyof typeof DESCRIPTIONS;

interface Description {
  fields: { name: string; type: string }[];
  apis: { method: string; endpoint?: string; return: string }[];
}

/** What a name leads to: a value of a type, one node, or a list of them. */
type Meaning = { value: string } | { node: NodeKind } | { list: NodeKind };

/** The official descriptions of Instagram's nodes, as a judge of answers and of the fields that are asked for. */
export class InstagramFields {
  private constructor(private readonly kinds: ReadonlyMap<NodeKind, ReadonlyMap<string, Meaning>>) {}

  static load(): InstagramFields {
    const kinds = Object.entries(DESCRIPTIONS).map(([kind, file]) => {
      const description = JSON.parse(readSpec(`instagram-specs/${file}.json`)) as Description;
      return [kind as NodeKind, meaningsOf(description)] as const;
    });
    return new InstagramFields(new Map(kinds));
  }

  /** All that is wrong with a node; empty when it is right. A name not described is wrong. */
  violations(kind: NodeKind, node: unknown, path = kind as string): string[] {
    if (typeof node !== 'object' || node === null) return [`${path} is no node`];
    return Object.entries(node).flatMap(([name, value]) => {
      const meaning = this.meaningOf(kind, name);
      const at = `${path}.${name}`;
      if (meaning === undefined) return [`${at} is not described`];
      if ('node' in meaning) return this.violations(meaning.node, value, at);
      if ('list' in meaning) return this.listViolations(meaning.list, value, at);
      return isOfType(value, meaning.value, name) ? [] : [`${at} is no ${meaning.value}`];
    });
  }

  /** The same for an answer that is a list of nodes. */
  listViolations(kind: NodeKind, answer: unknown, path: string = kind): string[] {
    const { data, paging, ...others } = answer as { data?: unknown; paging?: object };
    const unknown = Object.keys(others).map((name) => `${path}.${name} is not described`);
    if (!Array.isArray(data)) return [`${path}.data is no list`];
    const { cursors: _cursors, next: _next, ...more } = (paging ?? {}) as Record<string, unknown>;
    return [
      ...unknown,
      ...Object.keys(more).map((name) => `${path}.paging.${name} is not described`),
      ...data.flatMap((node, index) => this.violations(kind, node, `${path}[${index}]`)),
    ];
  }

  /** Names in a `fields` parameter that the kind of node does not have. */
  unknownIn(kind: NodeKind, fields: string): string[] {
    return this.unknown(kind, parseFields(fields));
  }

  private unknown(kind: NodeKind, fields: readonly Field[]): string[] {
    return fields.flatMap(({ name, below }) => {
      const meaning = this.meaningOf(kind, name);
      if (meaning === undefined) return [`${kind}.${name}`];
      if ('value' in meaning) return below.length === 0 ? [] : [`${kind}.${name}{…}`];
      return this.unknown('node' in meaning ? meaning.node : meaning.list, below);
    });
  }

  private meaningOf(kind: NodeKind, name: string): Meaning | undefined {
    return this.kinds.get(kind)?.get(name);
  }
}

function meaningsOf({ fields, apis }: Description): Map<string, Meaning> {
  const edges = apis.flatMap(({ method, endpoint, return: kind }): [string, Meaning][] =>
    method === 'GET' && endpoint !== undefined && isKind(kind) ? [[endpoint, { list: kind }]] : [],
  );
  return new Map([
    ...fields.map(({ name, type }): [string, Meaning] => [
      name,
      isKind(type) ? { node: type } : { value: type },
    ]),
    ...edges,
  ]);
}

function isKind(name: string): name is NodeKind {
  return Object.hasOwn(DESCRIPTIONS, name);
}

function isOfType(value: unknown, type: string, name: string): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'datetime':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/.test(String(value));
    case 'int':
      // Ids have more digits than a number keeps: they are text in every recording.
      return Number.isSafeInteger(value) || (name.endsWith('id') && /^\d+$/.test(String(value)));
    default:
      return true;
  }
}
