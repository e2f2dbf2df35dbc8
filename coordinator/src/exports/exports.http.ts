import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Body, Controller, Get, Inject, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { CalledBy, For } from '../accounts/access.js';
import type { Caller } from '../accounts/account.js';
import { RequestError } from '../errors.js';
import * as model from '../http/model.js';
import { answers, body, creates, sendsFile } from '../http/openapi.js';
import { ZodPipe } from '../http/zod.pipe.js';
import type { Export } from './export.js';
import { ExportsService } from './exports.service.js';

const PREVIEW_ROWS = 20;
const PREVIEWED = /^(?:data|labels)[.]csv$|^cohort[/]site-.*[.]csv$/;

@ApiTags('exports')
@Controller('api')
export class ExportsController {
  readonly #exports: ExportsService;

  constructor(@Inject(ExportsService) exports: ExportsService) {
    this.#exports = exports;
  }

  /** Nothing is drawn before a study admin has approved. */
  @For('researcher', 'study-admin')
  @Post('studies/:id/exports')
  @body(model.exportRequest)
  @creates(model.exported)
  request(@Param('id') study: string, @Body(new ZodPipe(model.exportRequest)) request: z.infer<typeof model.exportRequest>, @CalledBy() caller: Caller): Promise<Export> {
    return this.#exports.request(study, request, caller.name);
  }

  @For('study-admin')
  @Post('exports/:id/approve')
  @answers(model.exported)
  approve(@Param('id') id: string, @CalledBy() caller: Caller): Promise<Export> {
    return this.#exports.approve(id, caller.name);
  }

  @For('study-admin')
  @Post('exports/:id/refuse')
  @body(model.exportRefusal)
  @answers(model.exported)
  refuse(@Param('id') id: string, @Body(new ZodPipe(model.exportRefusal)) { reason }: z.infer<typeof model.exportRefusal>, @CalledBy() caller: Caller): Promise<Export> {
    return this.#exports.refuse(id, caller.name, reason);
  }

  /** A study admin's list holds every request, a researcher's their own. */
  @For('researcher', 'study-admin')
  @Get('exports')
  @answers(z.array(model.exported))
  list(@CalledBy() caller: Caller): Promise<readonly Export[]> {
    return this.#exports.listFor(caller);
  }

  @For('researcher', 'study-admin')
  @Get('exports/:id')
  @answers(model.exported)
  read(@Param('id') id: string, @CalledBy() caller: Caller): Promise<Export> {
    return this.#exports.getFor(id, caller);
  }

  /** The first records as text, of images their classes, of days the first of their files, for a look before the download. */
  @For('researcher', 'study-admin')
  @Get('exports/:id/preview')
  @answers(model.preview)
  async preview(@Param('id') id: string, @CalledBy() caller: Caller): Promise<z.infer<typeof model.preview>> {
    const exported = await this.#exports.getFor(id, caller);
    const shown = exported.files.map((file) => file.name).find((name) => PREVIEWED.test(name)) ?? 'data.csv';
    const csv = new TextDecoder().decode(await this.#file(shown, exported));
    const [columns, ...rows] = csv.split('\n', PREVIEW_ROWS + 1).filter((line) => line !== '').map((line) => line.split(','));
    return { columns, rows };
  }

  @For('researcher', 'study-admin')
  @Get('exports/:id/files/*name')
  @sendsFile()
  async download(@Param('id') id: string, @Param('name') name: string | string[], @CalledBy() caller: Caller, @Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const path = Array.isArray(name) ? name.join('/') : name;
    const bytes = await this.#file(path, await this.#exports.getFor(id, caller));
    response.setHeader('Content-Disposition', `attachment; filename="${path.split('/').at(-1) ?? 'file'}"`);
    return new StreamableFile(bytes);
  }

  /** Only files that the export lists can be read, so no path leads out of its folder. */
  async #file(name: string, { directory, files }: Export): Promise<Uint8Array> {
    if (!files.some((file) => file.name === name)) throw new RequestError('absent', 'The export holds no such file.');
    const bytes = await readFile(join(directory, name)).catch((error: unknown) => {
      throw isAbsent(error) ? new RequestError('absent', 'The files of this export are not here: fetch them from the coordinator that made it.') : error;
    });
    return new Uint8Array(bytes);
  }
}

/** Coordinators that share a store need not share a disk. */
const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
