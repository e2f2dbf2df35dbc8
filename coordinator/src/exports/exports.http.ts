import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Body, Controller, Get, Inject, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { RequestError } from '../errors.js';
import * as model from '../http/model.js';
import { answers, body, creates, sendsFile } from '../http/openapi.js';
import { ZodPipe } from '../http/zod.pipe.js';
import type { Export } from './export.js';
import { ExportsService } from './exports.service.js';

const PREVIEW_ROWS = 20;

@ApiTags('exports')
@Controller('api')
export class ExportsController {
  readonly #exports: ExportsService;

  constructor(@Inject(ExportsService) exports: ExportsService) {
    this.#exports = exports;
  }

  @Post('studies/:id/exports')
  @body(model.exportRequest)
  @creates(model.exported)
  request(@Param('id') study: string, @Body(new ZodPipe(model.exportRequest)) request: z.infer<typeof model.exportRequest>): Promise<Export> {
    return this.#exports.request(study, request);
  }

  @Get('exports')
  @answers(z.array(model.exported))
  list(): Promise<readonly Export[]> {
    return this.#exports.list();
  }

  @Get('exports/:id')
  @answers(model.exported)
  read(@Param('id') id: string): Promise<Export> {
    return this.#exports.get(id);
  }

  /** The first records as text, for a look before the download. */
  @Get('exports/:id/preview')
  @answers(model.preview)
  async preview(@Param('id') id: string): Promise<z.infer<typeof model.preview>> {
    const csv = new TextDecoder().decode(await this.#file(id, 'data.csv'));
    const [columns, ...rows] = csv.split('\n', PREVIEW_ROWS + 1).filter((line) => line !== '').map((line) => line.split(','));
    return { columns, rows };
  }

  @Get('exports/:id/files/*name')
  @sendsFile()
  async download(@Param('id') id: string, @Param('name') name: string | string[], @Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const path = Array.isArray(name) ? name.join('/') : name;
    const bytes = await this.#file(id, path);
    response.setHeader('Content-Disposition', `attachment; filename="${path.split('/').at(-1) ?? 'file'}"`);
    return new StreamableFile(bytes);
  }

  /** Only files that the export lists can be read, so no path leads out of its folder. */
  async #file(id: string, name: string): Promise<Uint8Array> {
    const { directory, files } = await this.#exports.get(id);
    if (!files.some((file) => file.name === name)) throw new RequestError('absent', 'The export holds no such file.');
    return new Uint8Array(await readFile(join(directory, name)));
  }
}
