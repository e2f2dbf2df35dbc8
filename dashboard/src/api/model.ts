import type { components } from './generated/schema.js';

/** Names for the shapes that the coordinator documents in its `openapi.json`. */
type Schemas = components['schemas'];

export type Guarantee = Schemas['Guarantee'];
export type Budget = Schemas['Budget'];
export type SitePolicy = Schemas['SitePolicy'];
export type Site = Schemas['Site'];
export type Invitation = Schemas['Invitation'];
export type Overview = Schemas['Overview'];
export type Forecast = Schemas['Forecast'];
export type PlanViews = Schemas['PlanViews'];
export type StudySummary = Schemas['StudySummary'];
export type StudyState = StudySummary['state'];
export type StudyColumn = Schemas['StudyColumn'];
export type Plan = Schemas['Plan'];
export type RoundSite = Schemas['RoundSite'];
export type Round = Schemas['Round'];
export type Generator = Schemas['Generator'];
export type MarginalCell = Schemas['MarginalCell'];
export type Marginal = Schemas['Marginal'];
export type PairDistance = Schemas['PairDistance'];
export type Fidelity = Schemas['Fidelity'];
export type StatedReport = Schemas['StatedReport'];
export type BenchmarkReport = Schemas['BenchmarkReport'];
export type Study = Schemas['Study'];
export type Condition = Schemas['Condition'];
export type ExportRequest = Schemas['ExportRequest'];
export type ExportFile = Schemas['ExportFile'];
export type Export = Schemas['Export'];
export type Preview = Schemas['Preview'];
export type Role = Schemas['Session']['role'];
export type Session = Schemas['Session'];
export type SetUp = Schemas['SetUp'];
export type Account = Schemas['Account'];
export type AccountRequest = Schemas['AccountRequest'];
export type NewAccount = Schemas['NewAccount'];
export type Topic = Schemas['Change']['topic'];
