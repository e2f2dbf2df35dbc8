import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Open } from './accounts/session.guard.js';
import { SOFTWARE } from './software.js';

@ApiTags('health')
@Controller('api/health')
export class HealthController {
  @Open()
  @Get()
  read(): { status: 'up'; software: string } {
    return { status: 'up', software: SOFTWARE };
  }
}
