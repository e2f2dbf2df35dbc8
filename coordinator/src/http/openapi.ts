import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { z } from 'zod';

type SchemaObject = Exclude<Extract<Parameters<typeof ApiBody>[0], { schema: unknown }>['schema'], { $ref: string }>;

const schemaObject = (schema: z.ZodType, io: 'input' | 'output'): SchemaObject =>
  z.toJSONSchema(schema, { target: 'openapi-3.0', io }) as SchemaObject;

/** Documents a request body by the schema that checks it. */
export const body = (schema: z.ZodType): MethodDecorator => ApiBody({ schema: schemaObject(schema, 'input') });

/** Documents a response. */
export const answers = (schema: z.ZodType): MethodDecorator => ApiOkResponse({ schema: schemaObject(schema, 'output') });
