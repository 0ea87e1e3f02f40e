import { z } from 'zod';

interface Shape {
  properties?: Record<string, Shape>;
  items?: Shape;
}

/**
 * The `fields` parameter of Google's APIs: only what a schema reads is sent. Half of a list of videos is said twice
 * (`localized`) or of no use here. https://developers.google.com/youtube/v3/getting-started#fields
 * @returns `kind,items(id,snippet(title,description))`
 */
export function fieldsOf(schema: z.ZodType): string {
  return selection(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);
}

function selection({ properties, items }: Shape): string {
  if (items !== undefined) return selection(items);
  return Object.entries(properties ?? {})
    .map(([name, shape]) => {
      const inner = selection(shape);
      return inner === '' ? name : `${name}(${inner})`;
    })
    .join(',');
}
