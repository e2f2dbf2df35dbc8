import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

export type SchemaObject = Exclude<Extract<Parameters<typeof ApiBody>[0], { schema: unknown }>['schema'], { $ref: string }>;
type Schema = SchemaObject | { $ref: string };

const address = (id: string): string => `#/components/schemas/${id}`;

/** A shape of model.ts by its name in the document, or a list of them. */
function schemaOf(schema: z.ZodType): Schema {
  if (schema instanceof z.ZodArray) return { type: 'array', items: schemaOf(schema.element as z.ZodType) };
  const id = z.globalRegistry.get(schema)?.id;
  if (id === undefined) throw new RangeError('A documented shape needs a name: give it an id with .meta({ id }).');
  return { $ref: address(id) };
}

/** Every named shape, for the components of the document. */
export function componentSchemas(): Record<string, SchemaObject> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { target: 'openapi-3.0', io: 'input', uri: address, override: withoutRepetition });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $id: _, ...schema }]) => [id, schema as SchemaObject]));
}

/** A format says it all; its pattern would fill a screen. */
function withoutRepetition({ jsonSchema }: { jsonSchema: { format?: unknown; pattern?: unknown } }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
}

/** Documents a request body by the schema that checks it. */
export const body = (schema: z.ZodType): MethodDecorator => ApiBody({ schema: schemaOf(schema) });

/** Answers with 200; documents the response. */
export const answers = (schema: z.ZodType): MethodDecorator => respond(200, { schema: schemaOf(schema) });

/** Answers with 201: something exists now that did not before. */
export const creates = (schema: z.ZodType): MethodDecorator => respond(201, { schema: schemaOf(schema) });

/** Answers with 204 and no body. */
export const answersNothing = (): MethodDecorator => respond(204, {});

/** Answers with server-sent events, each of this shape. */
export const streams = (schema: z.ZodType): MethodDecorator => respond(200, { content: { 'text/event-stream': { schema: schemaOf(schema) } } });

/** Answers with the bytes of a file. */
export const sendsFile = (): MethodDecorator => respond(200, { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } });

/** One number for what is sent and what is documented. */
const respond = (status: number, response: object): MethodDecorator => applyDecorators(HttpCode(status), ApiResponse({ status, description: '', ...response }));
