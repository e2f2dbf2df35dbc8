import { canonicalJson } from '@commonward/envelope';
import type { BenchmarkReport } from '@commonward/evaluation';
import type { TrainedFiles } from '@commonward/lineage';
import { Inject, Injectable } from '@nestjs/common';
import { RequestError } from '../errors.js';
import { reportDefectOffThread } from '../generation/off-thread.js';
import { BLOBS, type BlobStore } from '../storage/blobs.js';
import { PlanStore } from '../studies/plan-store.js';
import { StudiesService } from '../studies/studies.service.js';
import type { StatedReport } from '../studies/study.js';

/**
 * Keeps the benchmark reports of studies. A report is made by someone who holds the public records: no record of theirs
 * comes here.
 */
@Injectable()
export class ReportsService {
  readonly #blobs: BlobStore;
  readonly #plans: PlanStore;
  readonly #studies: StudiesService;

  constructor(@Inject(BLOBS) blobs: BlobStore, @Inject(PlanStore) plans: PlanStore, @Inject(StudiesService) studies: StudiesService) {
    this.#blobs = blobs;
    this.#plans = plans;
    this.#studies = studies;
  }

  /** @throws RequestError unless the study is trained, its records are public, and the report can be one of its generator */
  async state(id: string, report: BenchmarkReport, statedBy: string): Promise<StatedReport> {
    if ((await this.#studies.get(id)).dictionary.kind !== 'table') throw new RequestError('refused', 'Reports are taken for studies of tables.');
    const defect = await reportDefectOffThread(report, await this.trained(id));
    if (defect !== null) throw new RequestError('refused', defect);
    const sha256 = await this.#blobs.put(new TextEncoder().encode(canonicalJson(report)));
    const stated = { sha256, statedBy, statedAt: new Date().toISOString(), shownEpsilon: report.audit === null ? null : report.audit.shownEpsilon };
    await this.#studies.reported(id, stated);
    return stated;
  }

  async get(id: string): Promise<BenchmarkReport> {
    const { report, name } = await this.#studies.get(id);
    if (report === null) throw new RequestError('absent', `There is no report on the study ${name} yet.`);
    return this.stored(report.sha256);
  }

  /** A report that was stated before, by its hash. */
  async stored(sha256: string): Promise<BenchmarkReport> {
    return JSON.parse(new TextDecoder().decode(await this.#blobs.get(sha256))) as BenchmarkReport;
  }

  /** @throws RequestError if the study has no generator yet */
  async trained(id: string): Promise<TrainedFiles> {
    const { generator, name, state } = await this.#studies.get(id);
    if (generator === null) throw new RequestError('conflict', `The study ${name} has no generator yet; it is ${state}.`);
    return { plan: new TextDecoder().decode(await this.#plans.bytes(await this.#studies.firstPlan(id))), generator: await this.#blobs.get(generator.sha256) };
  }
}
