import type { HomeOrders } from './home-orders.js';
import type { World } from './world.js';

const CONNECTION_LASTS_MS = 200_000;

/** Puts everything that is to happen in a run into its calendar: starts, what people say, clocks that jump, the calamity. */
export function plan(world: World): void {
  const { schedule, chance, conditions, hospitals, coordinators } = world;
  for (const host of coordinators) schedule.after(0, () => host.start());
  for (const hospital of hospitals) schedule.after(chance.between(0, 2000), () => hospital.start(hospital.machines[0]));
  planStudies(world);
  planPeople(world);
  schedule.after(conditions.faultsEndMs + CONNECTION_LASTS_MS, () => world.endConnectionsForReceipts());
  if (conditions.clocksJump) planClocks(world);
  planPauses(world);
  planCalamity(world);
}

function planStudies({ schedule, chance, conditions, admin }: World): void {
  const { stretch } = conditions;
  schedule.after(0, () => admin.look());
  for (const { id } of conditions.studies) {
    const startMs = chance.between(0, 8000);
    schedule.after(startMs, () => admin.wants(id, 'running'));
    const pauseMs = startMs + stretch * chance.between(0, 6000);
    switch (chance.pick(['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'pause', 'pause', 'stop'] as const)) {
      case 'nothing':
        break;
      case 'pause':
        schedule.after(pauseMs, () => admin.wants(id, 'paused'));
        schedule.after(pauseMs + chance.between(500, 5000), () => admin.wants(id, 'running'));
        break;
      case 'stop':
        schedule.after(pauseMs, () => admin.wants(id, 'stopped'));
    }
  }
}

/** Sites that fall silent or leave, and an operator who pauses a site, or refuses a study and perhaps takes that back. */
function planPeople(world: World): void {
  const { schedule, chance, conditions, hospitals, admin } = world;
  const { stretch } = conditions;
  const named = (name: string | null) => hospitals.filter(({ keys }) => keys.name === name);
  for (const hospital of named(conditions.silent)) schedule.after(stretch * chance.between(0, 12_000), () => hospital.fallSilent());
  for (const { keys } of named(conditions.leaves)) schedule.after(stretch * chance.between(0, 12_000), () => admin.revokes(keys.name));
  for (const hospital of named(conditions.refuses)) {
    const says = (what: string, say: (orders: HomeOrders) => void) => () => {
      const [machine] = hospital.machines;
      world.trace.add(machine.name, `its operator ${what}`);
      world.counts.add(`operator ${what.split(' ')[0]}`);
      say(machine.orders);
    };
    const study = chance.pick(conditions.studies).id;
    const atMs = stretch * chance.between(0, 12_000);
    const laterMs = atMs + chance.between(200, 6000);
    if (chance.happens(0.7)) schedule.after(atMs, says(`refuses study ${study}`, (orders) => orders.give('refuse', study)));
    if (chance.happens(0.4)) schedule.after(laterMs, says(`approves study ${study}`, (orders) => orders.give('approve', study)));
    if (chance.happens(0.4)) {
      schedule.after(atMs, says('pauses it', (orders) => orders.pause(true)));
      schedule.after(laterMs, says('resumes it', (orders) => orders.pause(false)));
      // A copy or a backup made in between is paused still: its operator finds it so.
      schedule.after(conditions.faultsEndMs + PAUSE_IS_FOUND_MS, () => hospital.machines.forEach(({ orders }) => orders.pause(false)));
    }
  }
}

/** After the last backup was put back. */
const PAUSE_IS_FOUND_MS = 20_000;

const HOUR_MS = 3_600_000;

function planClocks(world: World): void {
  const { schedule, chance, hospitals, conditions } = world;
  for (let jump = 0; jump < 3; jump += 1) {
    schedule.after(conditions.stretch * chance.between(0, 16_000), () => {
      const errorMs = chance.pick([-HOUR_MS, 365 * 24 * HOUR_MS]);
      const whose = chance.pick([...hospitals, null]);
      world.trace.add(whose?.keys.name ?? 'coordinator', `its clock is wrong by ${errorMs / HOUR_MS} h`);
      if (whose === null) world.coordinatorClockErrorMs = errorMs;
      else whose.machines[0].clockErrorMs = errorMs;
    });
  }
}

function planPauses({ schedule, chance, conditions, coordinators }: World): void {
  for (let pause = 0; pause < conditions.coordinatorPauses; pause += 1) {
    const [host, lastsMs] = [chance.pick(coordinators), chance.between(500, 5000)];
    const begins = chance.pick([() => host.pause(lastsMs), () => host.cutOff(lastsMs), () => void host.handOver()]);
    schedule.after(conditions.stretch * chance.between(0, 10_000), begins);
  }
}

function planCalamity(world: World): void {
  const { schedule, chance, conditions, hospitals, coordinators } = world;
  const hospital = chance.pick(hospitals);
  const atMs = conditions.stretch * chance.between(1000, 14_000);
  switch (conditions.calamity) {
    case 'none':
      return;
    case 'restored backup':
      return schedule.after(chance.between(500, atMs), () => {
        const [machine] = hospital.machines;
        const backup = { files: machine.disk.files, spentRhoUnits: machine.spentRhoUnits, heard: [...machine.heard], orders: machine.orders.backup() };
        world.trace.add(machine.name, 'is backed up');
        schedule.after(chance.between(500, 8000), () => {
          world.trace.add(machine.name, 'is put back as it was backed up');
          machine.reboot(backup.files);
          backup.orders(machine.orders);
          machine.spentRhoUnits = backup.spentRhoUnits;
          machine.heard.clear();
          for (const [site, seq] of backup.heard) machine.heard.set(site, seq);
          // The operator sees that the site is paused again.
          schedule.after(chance.between(500, 3000), () => machine.orders.pause(false));
        });
      });
    case 'clone':
      return schedule.after(atMs, () => hospital.clone(hospital.machines[0]));
    case 'second start':
      return schedule.after(atMs, () => {
        const where = chance.pick(['beside', 'in a container'] as const);
        world.trace.add(hospital.keys.name, `its agent is started again, ${where}`);
        hospital.startAgain(hospital.machines[0], where);
      });
    case 'old coordinator':
      return schedule.after(atMs / 2, () => {
        const [store, onlooker] = [world.store.backup(), world.onlooker.backup()];
        world.trace.add('coordinator', 'its store is backed up');
        schedule.after(chance.between(500, 8000), () => {
          for (const host of coordinators) host.stop('to put its store back');
          world.trace.add('coordinator', 'its store is put back as it was backed up');
          store();
          onlooker();
        });
      });
    default:
      return conditions.calamity satisfies never;
  }
}
