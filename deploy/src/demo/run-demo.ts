import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dictionaryJson } from '@commonward/schema';
import { benchmark } from './benchmark.js';
import type { CoordinatorClient, ExportView, SiteView, StudyView } from './coordinator-client.js';
import { argumentsAt, portsOf, startCoordinator } from './coordinator-process.js';
import { chooseCohort, hospitalFolder, writeHospital, type DemoCohort } from './demo-cohort.js';
import { DemoError } from './demo-error.js';
import type { DemoOptions } from './options.js';
import { Chaos, type Target } from './chaos/chaos.js';
import { Network } from './chaos/network.js';
import { survivedLines } from './chaos/survived.js';
import { COMMONWARD, COMMONWARD_SITE, type Processes } from './processes.js';
import { demoResult, type DemoResult } from './result.js';
import { scoresOf } from './scores.js';
import { budgetLines, scoreLines, type Story } from './story.js';

const POLL_MS = 200;
const EXPORTED = { table: 'records', image: 'images', series: 'days' } as const;

/** The main job from beginning to end, as its people would do it: nothing here reaches into a process. */
export async function runDemo(options: DemoOptions, { story, processes }: { story: Story; processes: Processes }): Promise<{ result: DemoResult; setUp: string }> {
  const started = performance.now();
  const cohort = await chooseCohort(options, (line) => story.say(line));
  story.say(cohort.headline);
  const directory = freshDirectory(resolve(options.directory));

  story.step('Starting the coordinator: its store, its own certificate authority, dashboard.');
  const coordinator = await startCoordinator(options, directory, processes);
  const { client } = coordinator;
  story.say(`Dashboard; whoever opens this address first becomes the study admin: ${coordinator.setUp}`);

  story.step(`${cohort.sites.length} hospitals join, each with a one-time token; keys are made at the hospital.`);
  const network = options.chaos ? await Network.carrying(portsOf(coordinator)) : null;
  const said: string[] = [];
  const hear = (line: string): void => {
    said.push(line);
    story.say(line);
  };
  const agents = await Promise.all(cohort.sites.map((site) => joinAndRun(site, { cohort, options, directory, client, processes, hear })));
  const broken = Promise.race([coordinator.process, ...agents.map(({ agent }) => agent)].map(({ ended }) => ended));
  broken.catch(() => undefined);
  const sites = await Promise.race([broken, connected(client, cohort.sites.length)]);
  budgetLines(sites).forEach((line) => story.say(line));

  story.step(`Study: ${guaranteeText(options, cohort.dictionary)}, trust ${options.trust}.`);
  const chaos = network === null ? null : new Chaos({ client, coordinator: coordinator.process, coordinatorArgs: argumentsAt(coordinator, options, directory), network, processes, story, said }, agents);
  await chaos?.beforeTheStudy();
  const study = await Promise.race([broken, train(client, cohort, { options, story, chaos, approve: (roster) => approveRoster(roster, agents, processes) })]);
  story.step('The budgets that the hospitals signed:');
  budgetLines(await client.sites()).forEach((line) => story.say(line));

  const report = await Promise.race([broken, benchmark(cohort, study, { directory, coordinator, processes, story })]);

  story.step(`Export of ${options.rows} synthetic ${EXPORTED[cohort.dictionary.kind]}: requested, then approved by a study admin; rows and conditions cost no privacy.`);
  const exported = await Promise.race([broken, exportRecords(client, study, options)]);
  story.say(exported.directory);
  const verified = await verify(exported, { processes, story, key: await client.consortiumKey() });

  story.step('How good is it?');
  const scores = scoresOf(report, study);
  scoreLines(scores, cohort.dictionary.kind).forEach((line) => story.say(line));
  const survived = chaos === null ? null : await chaos.survived(study.id);
  if (survived !== null) {
    story.step('What was survived:');
    survivedLines(survived).forEach((line) => story.say(line));
  }
  const seconds = (performance.now() - started) / 1000;
  return { result: demoResult({ cohort, study, exported, scores, verified, seconds, survived }), setUp: coordinator.setUp };
}

const MARK = '.commonward-demo';

/** The folder of an earlier demo is emptied; any other folder that holds something is left alone. */
function freshDirectory(directory: string): string {
  if (existsSync(directory) && !statSync(directory).isDirectory()) throw new DemoError(`${directory} is a file; give a folder as --directory.`);
  const held = existsSync(directory) ? readdirSync(directory) : [];
  if (held.length > 0 && !held.includes(MARK)) {
    throw new DemoError(`${directory} holds files that are not a demo's; give another --directory, or one that is not there yet.`);
  }
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, MARK), 'Written by the demo, which empties this folder when it starts again.\n');
  return directory;
}

const guaranteeText = ({ epsilon, delta }: DemoOptions, { unit }: DemoCohort['dictionary']): string =>
  `epsilon ${epsilon}, delta ${delta.toExponential()}, unit ${unit}${unit === 'patient' ? '' : ' (not a person)'}, add-or-remove-one at each hospital`;

interface Joining {
  readonly cohort: DemoCohort;
  readonly options: DemoOptions;
  readonly directory: string;
  readonly client: CoordinatorClient;
  readonly processes: Processes;
  /** Gets every line that an agent prints. */
  readonly hear: (line: string) => void;
}

/** @returns a hospital with a running agent */
async function joinAndRun(site: DemoCohort['sites'][number], joining: Joining): Promise<Target> {
  const { cohort, options, directory, client, processes, hear } = joining;
  const hospital = hospitalFolder(directory, site);
  const files = writeHospital(hospital, site, cohort.dictionary);
  const policy = join(hospital, 'policy.json');
  writeFileSync(policy, JSON.stringify({ epsilonCap: options.cap, deltaMax: options.delta, unit: cohort.dictionary.unit, adjacency: 'add-or-remove-one', trust: options.trust }));
  const home = join(hospital, 'agent');
  const args = ['join', await client.invite(site.name), '--home', home, '--records', files.records, '--dictionary', files.dictionary, '--policy', policy];
  const { code, stderr } = await processes.run(COMMONWARD_SITE, args);
  if (code !== 0) throw new DemoError(`The site ${site.name} could not join: ${stderr.trim()}`);
  return { name: site.name, home, agent: processes.start(COMMONWARD_SITE, ['run', '--home', home], hear) };
}

async function approveRoster(roster: string, sites: readonly Target[], processes: Processes): Promise<void> {
  for (const { name, home } of sites) {
    const { code, stderr } = await processes.run(COMMONWARD_SITE, ['roster', 'approve', roster, '--home', home]);
    if (code !== 0) throw new DemoError(`The site ${name} could not approve the roster: ${stderr.trim()}`);
  }
}

async function connected(client: CoordinatorClient, count: number): Promise<readonly SiteView[]> {
  for (;;) {
    const sites = await client.sites();
    if (sites.filter((site) => site.connected && site.budget !== null).length === count) return sites;
    await wait(POLL_MS);
  }
}

async function train(client: CoordinatorClient, cohort: DemoCohort, { options, story, chaos, approve }: { options: DemoOptions; story: Story; chaos: Chaos | null; approve: (roster: string) => Promise<void> }): Promise<StudyView> {
  const { epsilon, delta, trust } = options;
  let study = await client.createStudy({
    name: cohort.dictionary.title,
    dictionary: JSON.parse(dictionaryJson(cohort.dictionary)) as object,
    epsilon,
    delta,
    unit: cohort.dictionary.unit,
    adjacency: 'add-or-remove-one',
    trust,
    // The strikes are aimed at releases as they come in one by one.
    ...(chaos === null ? {} : { aggregation: 'plain' }),
    sites: cohort.sites.map(({ name }) => name),
  });
  story.say(`Forecast: ${study.forecast.outcome}. ${study.forecast.reason}`);
  study.forecast.expectation?.sentences.forEach((sentence) => story.say(sentence));
  story.say(cohort.dictionary.kind === 'table' ? `One release for ever: ${study.plan.tables} tables, ${study.plan.cells} noised integers from each hospital.` : `Two releases for ever: ${study.plan.cells} noised integers from each hospital.`);
  if (study.plan.rosterSha256 !== null) story.say(`Masked: the coordinator sees the sum of at least ${study.quorum} of ${study.sites.length} hospitals, and none of them alone. Roster ${study.plan.rosterSha256}`);
  if (trust === 'shared' && study.plan.rosterSha256 !== null) {
    story.say('Each hospital counts on the noise of the others: its operator approves their keys.');
    await approve(study.plan.rosterSha256);
  }
  const strikes = chaos?.duringTheRound(study);
  study = await client.startStudy(study.id);
  await strikes;
  while (study.state === 'running') {
    await wait(POLL_MS);
    study = await client.study(study.id);
  }
  if (study.generator === null) throw new DemoError(`The study is ${study.state}: ${study.failure ?? 'no reason given'}${refusals(study)}`);
  story.say(`Generator trained from the releases in ${study.generator.seconds.toFixed(1)} s: SHA-256 ${study.generator.sha256}`);
  return study;
}

function refusals({ rounds }: StudyView): string {
  const refused = rounds.flatMap(({ sites }) => sites.filter(({ state }) => state === 'refused'));
  return refused.length === 0 ? '' : ` (${refused.map(({ site, reason }) => `${site}: ${reason ?? ''}`).join(', ')})`;
}

async function exportRecords(client: CoordinatorClient, study: StudyView, { rows }: DemoOptions): Promise<ExportView> {
  const { id } = await client.requestExport(study.id, { rows, conditions: [], purpose: 'demonstration' });
  let exported = await client.approveExport(id);
  while (exported.state === 'approved' || exported.state === 'preparing') {
    await wait(POLL_MS);
    exported = await client.export(exported.id);
  }
  if (exported.state === 'failed') throw new DemoError(`The export failed: ${exported.failure ?? 'no reason given'}`);
  return exported;
}

async function verify(exported: ExportView, { processes, story, key }: { processes: Processes; story: Story; key: string }): Promise<boolean> {
  story.step('Verification from the files alone, in a process of its own: commonward verify');
  const { code, stdout } = await processes.run(COMMONWARD, ['verify', exported.directory, '--key', key]);
  for (const line of stdout.trim().split('\n')) story.say(line);
  return code === 0;
}
