import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { COOKIE } from '../accounts/session-cookie.js';
import { SOFTWARE } from '../software.js';
import { componentSchemas } from './openapi.js';

/** The HTTP interface as OpenAPI: what `/api/openapi.json` serves and the committed `openapi.json` holds. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const [title, version] = SOFTWARE.split(' ');
  const frame = new DocumentBuilder()
    .setTitle(title)
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'access key' })
    .addCookieAuth(COOKIE)
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .addGlobalResponse({ status: 'default', description: 'What went wrong.', schema: { $ref: '#/components/schemas/Problem' } })
    .build();
  const { components, paths, ...document } = SwaggerModule.createDocument(app, frame);
  return { ...document, paths: withPathParameters(paths), components: { ...components, schemas: componentSchemas() } };
}

/** A path names its own parameters; reflection finds none, because compiled code holds no types. */
function withPathParameters(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  return Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, { ...item, parameters: parametersOf(path) }]));
}

const parametersOf = (path: string): NonNullable<OpenAPIObject['paths'][string]['parameters']> =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
