import { parseDictionary, type DataDictionary } from '@commonward/schema';

const MISSING = ['', '?'];
/** Zero is impossible for blood pressure and cholesterol; the original files use it for a missing value. */
const MISSING_OR_ZERO = ['', '?', '0'];

const noYes = [
  { code: '0', label: 'no' },
  { code: '1', label: 'yes' },
];

const columns = [
  {
    name: 'age',
    type: 'numeric',
    measure: 'years',
    min: 18,
    max: 100,
    bins: [20, 28, 36, 44, 52, 60, 68, 76, 84],
    missing: [],
    description: 'age at the work-up',
    integer: true,
  },
  {
    name: 'sex',
    type: 'categorical',
    categories: [
      { code: '0', label: 'female' },
      { code: '1', label: 'male' },
    ],
    missing: [],
    description: 'sex',
  },
  {
    name: 'cp',
    type: 'categorical',
    categories: [
      { code: '1', label: 'typical angina' },
      { code: '2', label: 'atypical angina' },
      { code: '3', label: 'non-anginal pain' },
      { code: '4', label: 'asymptomatic' },
    ],
    missing: [],
    description: 'chest pain',
  },
  {
    name: 'trestbps',
    type: 'numeric',
    measure: 'mm Hg',
    min: 60,
    max: 260,
    bins: [80, 96, 112, 128, 144, 160, 176, 192, 208],
    missing: MISSING_OR_ZERO,
    description: 'resting systolic blood pressure',
    integer: true,
  },
  {
    name: 'chol',
    type: 'numeric',
    measure: 'mg/dl',
    min: 50,
    max: 700,
    bins: [100, 140, 180, 220, 260, 300, 340, 380, 420],
    missing: MISSING_OR_ZERO,
    description: 'serum total cholesterol',
    integer: true,
  },
  { name: 'fbs', type: 'categorical', categories: noYes, missing: MISSING, description: 'fasting blood sugar > 120 mg/dl' },
  {
    name: 'restecg',
    type: 'categorical',
    categories: [
      { code: '0', label: 'normal' },
      { code: '1', label: 'ST-T abnormality' },
      { code: '2', label: 'left ventricular hypertrophy' },
    ],
    missing: MISSING,
    description: 'resting ECG',
  },
  {
    name: 'thalach',
    type: 'numeric',
    measure: 'beats/min',
    min: 40,
    max: 220,
    bins: [60, 78, 96, 114, 132, 150, 168, 186, 204],
    missing: MISSING,
    description: 'maximum heart rate in the exercise test',
    integer: true,
  },
  { name: 'exang', type: 'categorical', categories: noYes, missing: MISSING, description: 'exercise-induced angina' },
  {
    name: 'oldpeak',
    type: 'numeric',
    measure: 'mm',
    min: -5,
    max: 10,
    bins: [-3, 0.05, 0.55, 1.05, 1.55, 2.05, 3.05, 7],
    missing: MISSING,
    description: 'ST depression by exercise; the first bin decodes to 0 (spike)',
    spikes: [0],
    decimals: 1,
  },
  {
    name: 'slope',
    type: 'categorical',
    categories: [
      { code: '1', label: 'up' },
      { code: '2', label: 'flat' },
      { code: '3', label: 'down' },
    ],
    missing: MISSING,
    description: 'slope of the peak-exercise ST segment',
    ordinal: true,
  },
  {
    name: 'ca',
    type: 'categorical',
    categories: ['0', '1', '2', '3'],
    missing: MISSING,
    description: 'major vessels coloured by fluoroscopy',
    ordinal: true,
  },
  {
    name: 'thal',
    type: 'categorical',
    categories: [
      { code: '3', label: 'normal' },
      { code: '6', label: 'fixed defect' },
      { code: '7', label: 'reversible defect' },
    ],
    missing: MISSING,
    description: 'thallium scan',
  },
  {
    name: 'disease',
    type: 'categorical',
    categories: [
      { code: '0', label: '< 50 % narrowing' },
      { code: '1', label: '> 50 % narrowing' },
    ],
    missing: [],
    description: 'angiographic disease (num > 0 in the original files)',
  },
];

/** The dictionary of the four-hospital Heart Disease data: bounds and bins come from general medical knowledge. */
export const heartDiseaseDictionary: DataDictionary = parseDictionary({
  file: 'the built-in heart-disease dictionary',
  text: JSON.stringify({
    name: 'heart-disease',
    version: '1',
    kind: 'table',
    title: 'Heart Disease, four hospitals (UCI 45)',
    unit: 'patient',
    patientId: null,
    maxRecordsPerPatient: 1,
    publicCohortSize: { cleveland: 300, hungarian: 300, switzerland: 120, va: 200 },
    public: true,
    target: 'disease',
    columns,
  }),
});
