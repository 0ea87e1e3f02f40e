import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { type ErrorDetail, ValidationFailed } from '../errors/index.js';

/** A detail that still knows its issue, so that it can be told in the client's language. */
export interface ValidationDetail extends ErrorDetail {
  issue: z.core.$ZodIssue;
}

/**
 * Checks whatever a handler declares with `@Body({ schema })`, `@Query({ schema })` or `@Param({ schema })`, and hands
 * over what the schema makes of it.
 * @throws ValidationFailed with one detail for each field
 */
@Injectable()
export class ZodValidationPipe implements PipeTransform {
  transform(value: unknown, { schema }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.ZodType)) return value;
    const result = schema.safeParse(value, { reportInput: true });
    if (result.success) return result.data;
    throw new ValidationFailed({ details: result.error.issues.flatMap(detailsOf) });
  }
}

function detailsOf(issue: z.core.$ZodIssue): ValidationDetail[] {
  const at = (path: PropertyKey[]): string => path.map(String).join('.');
  const common = { code: issue.code.toUpperCase(), message: issue.message, issue };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ ...common, field: at([...issue.path, key]) }));
  }
  return [{ ...common, field: at(issue.path) }];
}
