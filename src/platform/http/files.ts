import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { fileOfForm } from './form-file.js';

const FORM = 'multipart/form-data';
const JSON_TYPE = 'application/json';
const FILE_TYPES = [
  'application/octet-stream',
  'application/xml',
  'text/csv',
  'text/plain',
  'text/x-opml',
  'text/x-opml+xml',
  'text/xml',
];

declare module 'fastify' {
  interface FastifyContextConfig {
    takesFile?: boolean;
  }
}

/** The route takes a file: as the body itself, of whatever type, or as the one file of a form. */
export const TakesFile = () =>
  applyDecorators(
    RouteConfig({ takesFile: true }),
    ApiConsumes(...FILE_TYPES, JSON_TYPE),
    ApiBody({
      required: true,
      description: `The file itself, or a form (${FORM}) with it as its one file.`,
      schema: { type: 'string', format: 'binary' },
    }),
  );

/** The bytes of the file. Its size is that of the body, which `BODY_LIMIT_BYTES` bounds. */
export const UploadedFile = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  readFile(context.switchToHttp().getRequest<FastifyRequest & { rawBody?: Buffer }>()),
);

/** Has bodies that are files read whole, on the routes that take them; others go on refusing them. */
export function acceptFiles(fastify: FastifyInstance): void {
  fastify.addContentTypeParser([FORM, ...FILE_TYPES], { parseAs: 'buffer' }, (request, body, done) => {
    const isTaken = request.routeOptions.config.takesFile === true;
    if (isTaken) done(null, body);
    else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']));
  });
}

async function readFile(request: FastifyRequest & { rawBody?: Buffer }): Promise<Buffer> {
  if (Buffer.isBuffer(request.body)) {
    const type = request.headers['content-type'] ?? '';
    return type.toLowerCase().startsWith(FORM) ? fileOfForm(type, request.body) : request.body;
  }
  return request.rawBody ?? Buffer.alloc(0);
}
