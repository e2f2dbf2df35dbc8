import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { For } from '../accounts/access.js';
import * as model from '../http/model.js';
import { answers, body, creates } from '../http/openapi.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { RoundsService } from '../rounds/rounds.service.js';
import { PlanStore } from './plan-store.js';
import { presentStudy, presentSummary } from './present-study.js';
import { StudiesService, type EvaluationRequest, type StudyRequest } from './studies.service.js';
import type { Study, StudyForecast } from './study.js';

type StudyBody = z.infer<typeof model.studyRequest>;
type EvaluationBody = z.infer<typeof model.evaluationRequest>;
type StudyView = z.infer<typeof model.study>;

/** Of a study of hundreds of rounds the newest ones are shown. */
const SHOWN_ROUNDS = 10;

@ApiTags('studies')
@Controller('api/studies')
export class StudiesController {
  readonly #studies: StudiesService;
  readonly #rounds: RoundsService;
  readonly #plans: PlanStore;

  constructor(@Inject(StudiesService) studies: StudiesService, @Inject(RoundsService) rounds: RoundsService, @Inject(PlanStore) plans: PlanStore) {
    this.#studies = studies;
    this.#rounds = rounds;
    this.#plans = plans;
  }

  @For('viewer', 'researcher', 'study-admin')
  @Get()
  @answers(z.array(model.studySummary))
  async list(): Promise<z.infer<typeof model.studySummary>[]> {
    return (await this.#studies.list()).map(presentSummary);
  }

  @For('study-admin')
  @Post()
  @body(model.studyRequest)
  @creates(model.study)
  async create(@Body(new ZodPipe(model.studyRequest)) request: StudyBody): Promise<StudyView> {
    return this.#view(await this.#studies.create(studyRequest(request)));
  }

  /** What a study would cost each site and whether its tables would rise above the noise; nothing is spent. */
  @For('study-admin')
  @Post('forecast')
  @body(model.studyRequest)
  @answers(model.forecast)
  forecast(@Body(new ZodPipe(model.studyRequest)) request: StudyBody): Promise<StudyForecast> {
    return this.#studies.forecast(studyRequest(request));
  }

  @For('viewer', 'researcher', 'study-admin')
  @Get(':id')
  @answers(model.study)
  async read(@Param('id') id: string): Promise<StudyView> {
    return this.#view(await this.#studies.get(id));
  }

  /** Plans a study that pays for knowing how well this one's synthetic records serve; it is started as any other. */
  @For('study-admin')
  @Post(':id/evaluations')
  @body(model.evaluationRequest)
  @creates(model.study)
  async evaluate(@Param('id') id: string, @Body(new ZodPipe(model.evaluationRequest)) request: EvaluationBody): Promise<StudyView> {
    return this.#view(await this.#studies.evaluate(id, evaluationRequest(request)));
  }

  /** What such an evaluation would cost each site, and how much it would tell; nothing is spent. */
  @For('study-admin')
  @Post(':id/evaluations/forecast')
  @body(model.evaluationRequest)
  @answers(model.forecast)
  forecastEvaluation(@Param('id') id: string, @Body(new ZodPipe(model.evaluationRequest)) request: EvaluationBody): Promise<StudyForecast> {
    return this.#studies.forecastEvaluation(id, evaluationRequest(request));
  }

  @For('study-admin')
  @Post(':id/start')
  @answers(model.study)
  async start(@Param('id') id: string): Promise<StudyView> {
    return this.#view(await this.#studies.start(id));
  }

  @For('study-admin')
  @Post(':id/pause')
  @answers(model.study)
  async pause(@Param('id') id: string): Promise<StudyView> {
    return this.#view(await this.#studies.pause(id));
  }

  @For('study-admin')
  @Post(':id/resume')
  @answers(model.study)
  async resume(@Param('id') id: string): Promise<StudyView> {
    return this.#view(await this.#studies.resume(id));
  }

  @For('study-admin')
  @Post(':id/stop')
  @body(model.stopRequest)
  @answers(model.study)
  async stop(@Param('id') id: string, @Body(new ZodPipe(model.stopRequest)) { reason }: z.infer<typeof model.stopRequest>): Promise<StudyView> {
    return this.#view(await this.#studies.stop(id, reason));
  }

  async #view(study: Study): Promise<StudyView> {
    const rounds = await this.#rounds.standing(study.id, { after: Math.max(0, study.round - SHOWN_ROUNDS) });
    return presentStudy(study, await this.#plans.plan(study.planSha256), rounds);
  }
}

const studyRequest = ({ name, dictionary, epsilon, delta, unit, adjacency, trust, setting, allocation, tuning, steps, clipping, aggregation, sites, quorum, answerWithinSeconds }: StudyBody): StudyRequest => ({
  name,
  dictionary,
  guarantee: { epsilon, delta, unit, adjacency },
  trust,
  setting: setting ?? 'moments',
  allocation: allocation ?? 'usual',
  tuning: tuning ?? 'none',
  steps: steps ?? null,
  clipping: clipping ?? 'whole',
  aggregation: aggregation ?? null,
  sites,
  quorum: quorum ?? null,
  answerWithinSeconds: answerWithinSeconds ?? null,
});

const evaluationRequest = ({ epsilon, delta, trust, aggregation, answerWithinSeconds }: EvaluationBody): EvaluationRequest => ({
  guarantee: { epsilon, delta },
  trust,
  aggregation: aggregation ?? null,
  answerWithinSeconds: answerWithinSeconds ?? null,
});
