import type { BenchmarkReport } from '@commonward/evaluation';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CalledBy, For } from '../accounts/access.js';
import type { Caller } from '../accounts/account.js';
import * as model from '../http/model.js';
import { answers, body, creates } from '../http/openapi.js';
import { ZodPipe } from '../http/zod.pipe.js';
import type { StatedReport } from '../studies/study.js';
import { ReportsService } from './reports.service.js';

@ApiTags('reports')
@Controller('api/studies/:id')
export class ReportsController {
  readonly #reports: ReportsService;

  constructor(@Inject(ReportsService) reports: ReportsService) {
    this.#reports = reports;
  }

  @For('viewer', 'researcher', 'study-admin')
  @Get('report')
  @answers(model.benchmarkReport)
  read(@Param('id') study: string): Promise<BenchmarkReport> {
    return this.#reports.get(study);
  }

  /** A later report takes the place of an earlier one; exports keep the one they were approved with. */
  @For('study-admin')
  @Post('report')
  @body(model.benchmarkReport)
  @creates(model.statedReport)
  state(@Param('id') study: string, @Body(new ZodPipe(model.benchmarkReport)) report: BenchmarkReport, @CalledBy() caller: Caller): Promise<StatedReport> {
    return this.#reports.state(study, report, caller.name);
  }

  /** What a report is made from, besides the public records that its maker holds. */
  @For('study-admin')
  @Get('generator')
  @answers(model.generatorFile)
  async generator(@Param('id') study: string): Promise<z.infer<typeof model.generatorFile>> {
    const { plan, generator } = await this.#reports.trained(study);
    return { plan, generator: Buffer.from(generator).toString('base64') };
  }
}
