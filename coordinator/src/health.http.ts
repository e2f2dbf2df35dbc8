import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ForAnyone } from './accounts/access.js';
import * as model from './http/model.js';
import { answers } from './http/openapi.js';
import { Leadership } from './leadership/leadership.js';
import { SOFTWARE } from './software.js';

@ApiTags('health')
@Controller('api/health')
export class HealthController {
  readonly #leadership: Leadership;

  constructor(@Inject(Leadership) leadership: Leadership) {
    this.#leadership = leadership;
  }

  @ForAnyone()
  @Get()
  @answers(model.health)
  read(): z.infer<typeof model.health> {
    const { leads, epoch } = this.#leadership.state;
    return { status: 'up', software: SOFTWARE, standing: leads ? 'leader' : 'standby', epoch };
  }
}
