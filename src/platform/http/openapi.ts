import type { INestApplication } from '@nestjs/common';
import { applyDecorators } from '@nestjs/common';
import {
  ApiHeader,
  ApiOperation,
  ApiResponse,
  DocumentBuilder,
  type OpenAPIObject,
  SwaggerModule,
} from '@nestjs/swagger';
import { z } from 'zod';
import type { ErrorClass } from '../errors/index.js';
import { STATUS } from './error-answer.js';
import { cursorInfo, pageInfo } from './pagination.js';

const success = z.literal(true);

/** Documents what a route is for, and that it answers `data` of this shape. */
export const Answers = (summary: string, data: z.ZodType, status = 200) =>
  answer(summary, status, z.object({ success, data }));

/** Documents what a route is for, and that it answers a catalogue, read by page number. */
export const AnswersPages = (summary: string, item: z.ZodType) =>
  answer(summary, 200, z.object({ success, data: z.array(item), pagination: pageInfo }));

/** Documents what a route is for, and that it answers a stream, read by cursor; with what it says of itself, if it does. */
export const AnswersStream = (summary: string, item: z.ZodType, metadata?: z.ZodType) =>
  answer(
    summary,
    200,
    z.object({
      success,
      data: z.array(item),
      pagination: cursorInfo,
      ...(metadata === undefined ? {} : { metadata }),
    }),
  );

/** Documents what a route is for, and that it answers a file of this type, without the envelope. */
export const AnswersFile = (summary: string, type: string) =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: 'Done.', content: { [type]: { schema: { type: 'string' } } } }),
  );

/** Documents what a route is for, and that it answers a stream that it writes itself, and 304 to whoever has it. */
export const AnswersPrepared = (summary: string, item: z.ZodType, metadata: z.ZodType) =>
  applyDecorators(
    answer(summary, 200, z.object({ success, data: z.array(item), pagination: cursorInfo, metadata })),
    ApiHeader({ name: 'If-None-Match', required: false, description: '`ETag` of the answer that you have.' }),
    ApiResponse({ status: 304, description: 'It is what you have.' }),
  );

function answer(summary: string, status: number, standardSchema: z.ZodType) {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status, description: 'Done.', standardSchema }),
  );
}

/** Documents the errors of its own that a route may answer; those that any route may answer go without saying. */
export const Fails = (...errors: ErrorClass[]) => {
  const statuses = new Set(errors.map(({ definition }) => STATUS[definition.kind]));
  const describe = ({ definition: { code, text } }: ErrorClass): string => `\`${code}\`: ${text.en}`;
  return applyDecorators(
    ...[...statuses].map((status) =>
      ApiResponse({
        status,
        description: errors
          .filter(({ definition }) => STATUS[definition.kind] === status)
          .map(describe)
          .join('\n\n'),
        standardSchema: errorSchema,
      }),
    ),
  );
};

const errorSchema = z
  .object({
    success: z.literal(false),
    error: z.object({
      code: z.string().meta({ description: 'Stable: switch on it.' }),
      message: z.string().meta({ description: 'For people, in Korean or English by Accept-Language.' }),
      details: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
      errorId: z.string().optional(),
    }),
  })
  .meta({ id: 'Error' });

/** The OpenAPI 3.1 document of everything that is mounted. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const document = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('MyPick Server')
    .setDescription('Everything creators publish, in one feed for their fans.')
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .addGlobalResponse({
      status: 'default',
      description: 'Anything that went wrong.',
      standardSchema: errorSchema,
    })
    .build();
  return SwaggerModule.createDocument(app, document, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? toJsonSchema(schema, schemaType) : undefined,
  });
}

/** zod writes named schemas under `$defs`; OpenAPI keeps them as components. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $defs = {}, $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return { schema: json, components: $defs };
}

/** Serves the document at `/api/docs-json` and, from files in the package, a page to try it at `/api/docs`. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/docs-json',
    raw: ['json'],
    customSiteTitle: 'MyPick API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true },
  });
}
