import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PatientSeats } from './patient-seats.js';

/** Which of the records count, as a list of first lines says it that keeps every identifier. */
function counted(patients: readonly string[], recordsPerPatient: number): string[] {
  return patients.map((patient, i) => {
    const before = patients.slice(0, i).filter((other) => other === patient).length;
    return before < recordsPerPatient ? 'taken' : `after line ${patients.indexOf(patient) + 1}`;
  });
}

function seated(patients: readonly string[], recordsPerPatient: number): string[] {
  const seats = new PatientSeats(recordsPerPatient);
  return patients.map((patient, i) => {
    const seat = seats.take(patient, i + 1);
    return seat.kind === 'taken' ? 'taken' : `after line ${seat.firstLine}`;
  });
}

describe('the seats of a patient', () => {
  it('are taken by the first records of each patient, however the records of patients alternate', () => {
    const somePatients = fc.array(fc.constantFrom('a', 'b', 'c', 'á', '0', '00'), { maxLength: 40 });
    fc.assert(
      fc.property(somePatients, fc.integer({ min: 1, max: 4 }), (patients, recordsPerPatient) => {
        expect(seated(patients, recordsPerPatient)).toEqual(counted(patients, recordsPerPatient));
      }),
    );
  });

  it('are remembered for as many patients as there are', () => {
    const seats = new PatientSeats(1);
    const patients = Array.from({ length: 5000 }, (_, i) => `patient ${i}`);
    expect(patients.every((patient, i) => seats.take(patient, i + 1).kind === 'taken')).toBe(true);
    patients.forEach((patient, i) => expect(seats.take(patient, 9999)).toEqual({ kind: 'full', firstLine: i + 1 }));
  });
});
