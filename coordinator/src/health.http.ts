import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ForAnyone } from './accounts/access.js';
import * as model from './http/model.js';
import { answers } from './http/openapi.js';
import { SOFTWARE } from './software.js';

@ApiTags('health')
@Controller('api/health')
export class HealthController {
  @ForAnyone()
  @Get()
  @answers(model.health)
  read(): z.infer<typeof model.health> {
    return { status: 'up', software: SOFTWARE };
  }
}
